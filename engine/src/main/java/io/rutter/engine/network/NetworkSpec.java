package io.rutter.engine.network;

import io.rutter.engine.entity.Copy;
import io.rutter.engine.entity.Wire;
import java.util.List;
import java.util.Map;

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
        labels = Copy.map(labels);
        options = Copy.map(options);
        ipamDriver = ipamDriver == null || ipamDriver.isEmpty() ? "default" : ipamDriver;
        ipamOptions = Copy.map(ipamOptions);
        pools = Copy.list(pools);
    }

    /** A subnet; range and gateway are empty when not asked for. */
    public record Pool(String subnet, String range, String gateway, Map<String, String> auxiliary) implements Wire {
        public Pool {
            subnet = Copy.text(subnet);
            range = Copy.text(range);
            gateway = Copy.text(gateway);
            auxiliary = Copy.map(auxiliary);
        }
    }
}
