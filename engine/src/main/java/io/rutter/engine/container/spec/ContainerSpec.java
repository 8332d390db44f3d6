package io.rutter.engine.container.spec;

import io.rutter.engine.entity.Copy;
import io.rutter.engine.entity.Wire;
import java.util.List;

/**
 * The whole declaration of a container, as it stays in the log.
 *
 * @param config the user's and the image's, merged
 * @param endpoints networks to join, the one of the network mode first
 * @param platform as asked for; empty for the host's
 */
public record ContainerSpec(
        ContainerConfig config, HostConfig hostConfig, List<EndpointConfig> endpoints, String platform)
        implements Wire {
    public ContainerSpec {
        endpoints = Copy.list(endpoints);
        platform = Copy.text(platform);
    }
}
