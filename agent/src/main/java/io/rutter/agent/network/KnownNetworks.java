package io.rutter.agent.network;

import io.rutter.agent.network.dns.NetworkNames;
import io.rutter.engine.assignment.NetworkAssignment;
import io.rutter.engine.container.Endpoint;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The networks that this node has been told of, and what follows from them for a container's endpoints. */
final class KnownNetworks {
    private final Map<String, Known> networks = new ConcurrentHashMap<>();

    private record Known(NetworkAssignment assignment, NetworkNames names) {}

    void put(NetworkAssignment assignment) {
        networks.put(assignment.id(), new Known(assignment, NetworkNames.of(assignment)));
    }

    void remove(String networkId) {
        networks.remove(networkId);
    }

    Optional<NetworkAssignment> find(String networkId) {
        return Optional.ofNullable(networks.get(networkId)).map(Known::assignment);
    }

    Set<String> ids() {
        return Set.copyOf(networks.keySet());
    }

    Optional<NetworkAssignment> named(String name) {
        return networks.values().stream()
                .map(Known::assignment)
                .filter(network -> network.spec().name().equals(name))
                .findFirst();
    }

    /** Names that a container with these endpoints resolves by itself: none on the default bridge. */
    List<NetworkNames> namesFor(List<Endpoint> endpoints) {
        return endpoints.stream()
                .filter(KnownNetworks::resolves)
                .map(endpoint -> networks.get(endpoint.networkId()))
                .filter(Objects::nonNull)
                .map(Known::names)
                .toList();
    }

    /** Whether a container with these endpoints has a resolver of its own. */
    static boolean resolves(List<Endpoint> endpoints) {
        return endpoints.stream().anyMatch(KnownNetworks::resolves);
    }

    private static boolean resolves(Endpoint endpoint) {
        return switch (endpoint.networkName()) {
            case "bridge", "ingress" -> false;
            default -> true;
        };
    }

    /** Backends by service address, for the networks of these endpoints. */
    SortedMap<String, List<String>> virtualsFor(List<Endpoint> endpoints) {
        var virtuals = new TreeMap<String, List<String>>();
        for (Endpoint endpoint : endpoints) {
            find(endpoint.networkId())
                    .ifPresent(network -> network.virtuals().stream()
                            .filter(virtual -> !virtual.address().isEmpty())
                            .forEach(virtual -> virtuals.put(virtual.address(), virtual.backends())));
        }
        return virtuals;
    }

    /**
     * The endpoint through which a container reaches the world, and the world its published ports: of those that lead out, the
     * one whose network's name comes first. Source: dockerd.
     */
    Optional<Endpoint> wayOut(List<Endpoint> endpoints) {
        return endpoints.stream()
                .filter(endpoint -> !endpoint.ipv4().isEmpty())
                .filter(endpoint -> find(endpoint.networkId())
                        .map(network -> !network.spec().internal())
                        .orElse(true))
                .min(Comparator.<Endpoint, Boolean>comparing(
                                endpoint -> endpoint.networkName().equals("ingress"))
                        .thenComparing(Endpoint::networkName));
    }
}
