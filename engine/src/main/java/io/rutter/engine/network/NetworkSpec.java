package io.rutter.engine.network;

import io.rutter.engine.entity.Wire;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A network as declared. Source: Docker Engine API 1.51, NetworkCreateRequest.
 *
 * @param driver bridge, overlay, host or null (for {@code none})
 * @param scope local or swarm
 * @param pools as asked for; empty for one subnet of the engine's choice
 */
public record NetworkSpec(
        String name,
        String driver,
        String scope,
        boolean internal,
        boolean attachable,
        boolean ingress,
        boolean ipv6,
        Map<String, String> labels,
        Map<String, String> options,
        String ipamDriver,
        Map<String, String> ipamOptions,
        List<Pool> pools)
        implements Wire {
    public NetworkSpec {
        labels = copy(labels);
        options = copy(options);
        ipamDriver = ipamDriver == null || ipamDriver.isEmpty() ? "default" : ipamDriver;
        ipamOptions = copy(ipamOptions);
        pools = pools == null ? List.of() : List.copyOf(pools);
    }

    private static Map<String, String> copy(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** A subnet; range and gateway are empty when not asked for. */
    public record Pool(String subnet, String range, String gateway, Map<String, String> auxiliary) implements Wire {
        public Pool {
            subnet = subnet == null ? "" : subnet;
            range = range == null ? "" : range;
            gateway = gateway == null ? "" : gateway;
            auxiliary = copy(auxiliary);
        }
    }
}
