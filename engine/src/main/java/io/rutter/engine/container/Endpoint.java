package io.rutter.engine.container;

import io.rutter.engine.entity.Copy;
import io.rutter.engine.entity.Wire;
import java.util.List;

/**
 * A place on a network that a run of a container has. It holds its addresses until the node says they are released.
 *
 * @param networkId full id
 * @param networkName as it was when joined
 * @param endpointId 64 hexadecimal digits
 * @param ipv4 without prefix; empty for the host's network
 * @param aliases all names under which it is found on this network beside the container's
 */
public record Endpoint(
        String networkId,
        String networkName,
        String endpointId,
        String ipv4,
        int prefixLength,
        String gateway,
        String macAddress,
        List<String> aliases)
        implements Wire {
    public Endpoint {
        aliases = Copy.list(aliases);
    }
}
