package io.rutter.agent.network;

import io.rutter.engine.assignment.ContainerAssignment;
import io.rutter.engine.assignment.ContainerAssignment.LinkedContainer;
import io.rutter.engine.container.Endpoint;
import io.rutter.engine.container.PublishedPort;
import io.rutter.engine.container.spec.NetworkSetup;
import java.util.List;

/**
 * A container's place on networks.
 *
 * @param containerId full id
 * @param name without slash, for messages
 * @param setup mode, name servers and the like, as declared
 * @param endpoints in the order of the interfaces eth0, eth1…; those without an address, as of {@code none}, are left out
 * @param links other containers that it has names for
 * @param ports published ones; what is prepared does not look at them
 */
public record Placement(
        String containerId,
        String name,
        NetworkSetup setup,
        List<Endpoint> endpoints,
        List<PublishedPort> ports,
        List<LinkedContainer> links) {
    public Placement {
        endpoints = endpoints.stream()
                .filter(endpoint -> !endpoint.ipv4().isEmpty())
                .toList();
        ports = List.copyOf(ports);
        links = List.copyOf(links);
    }

    public static Placement of(ContainerAssignment assignment) {
        return new Placement(
                assignment.id().value(),
                assignment.name(),
                assignment.spec().hostConfig().network(),
                assignment.endpoints(),
                assignment.ports(),
                assignment.links());
    }
}
