package io.rutter.engine.container.spec;

import io.rutter.engine.entity.Copy;
import io.rutter.engine.entity.Wire;
import java.util.List;
import java.util.Map;

/**
 * How a container meets networks. Source: Docker Engine API 1.51, HostConfig.
 *
 * @param links {@code container:alias}; the container by its id once it was found
 * @param mode {@code default}, {@code bridge}, {@code host}, {@code none}, {@code container:ID}, or a network's name or id
 * @param portBindings by container port ({@code 80/tcp}); an empty list publishes nothing
 */
public record NetworkSetup(
        String mode,
        Map<String, List<PortBinding>> portBindings,
        boolean publishAllPorts,
        List<String> dns,
        List<String> dnsOptions,
        List<String> dnsSearch,
        List<String> extraHosts,
        List<String> links)
        implements Wire {
    public NetworkSetup {
        mode = mode == null || mode.isEmpty() ? "default" : mode;
        portBindings = Copy.map(portBindings);
        dns = Copy.list(dns);
        dnsOptions = Copy.list(dnsOptions);
        dnsSearch = Copy.list(dnsSearch);
        extraHosts = Copy.list(extraHosts);
        links = Copy.list(links);
    }

    /** A place on a network, with nothing published and the host's names. */
    public static NetworkSetup of(String mode) {
        return new NetworkSetup(mode, Map.of(), false, List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /** With links to containers by their ids. */
    public NetworkSetup withLinks(List<String> newLinks) {
        return new NetworkSetup(mode, portBindings, publishAllPorts, dns, dnsOptions, dnsSearch, extraHosts, newLinks);
    }

    NetworkSetup withMode(String newMode) {
        return new NetworkSetup(newMode, portBindings, publishAllPorts, dns, dnsOptions, dnsSearch, extraHosts, links);
    }

    /**
     * Where a container's port is published.
     *
     * @param hostIp empty for every address
     * @param hostPort empty for a random one; {@code 8080} or {@code 8080-8090}
     */
    public record PortBinding(String hostIp, String hostPort) implements Wire {
        public PortBinding {
            hostIp = Copy.text(hostIp);
            hostPort = Copy.text(hostPort);
        }
    }
}
