package io.rutter.engine.container.spec;

import io.rutter.engine.entity.Copy;
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
        aliases = Copy.list(aliases);
        ipv4 = Copy.text(ipv4);
        ipv6 = Copy.text(ipv6);
        macAddress = Copy.text(macAddress);
        links = Copy.list(links);
        driverOpts = Copy.map(driverOpts);
    }
}
