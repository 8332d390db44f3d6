package io.rutter.engine.container;

import io.rutter.engine.entity.Wire;
import java.util.List;
import java.util.Map;

/**
 * How a container wants to join one network. Source: Docker Engine API 1.51, EndpointSettings.
 *
 * @param network name or id as given
 * @param ipv4 fixed address; empty for any
 * @param macAddress empty for one made from the address
 */
public record EndpointConfig(
        String network,
        List<String> aliases,
        String ipv4,
        String ipv6,
        String macAddress,
        List<String> links,
        Map<String, String> driverOpts,
        int gwPriority)
        implements Wire {
    public EndpointConfig {
        aliases = Lists.copy(aliases);
        ipv4 = ipv4 == null ? "" : ipv4;
        ipv6 = ipv6 == null ? "" : ipv6;
        macAddress = macAddress == null ? "" : macAddress;
        links = Lists.copy(links);
        driverOpts = Lists.copy(driverOpts);
    }
}
