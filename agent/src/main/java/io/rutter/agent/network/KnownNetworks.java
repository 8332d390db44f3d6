package io.rutter.agent.network;

import io.rutter.agent.network.dns.NetworkNames;
import io.rutter.engine.assignment.NetworkAssignment;
import io.rutter.engine.container.Endpoint;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The networks that this node has been told of, and what follows from them for a container's endpoints. */
final class KnownNetworks {
    private static final Logger LOG = LoggerFactory.getLogger(KnownNetworks.class);

    private final Map<String, Known> networks = new ConcurrentHashMap<>();
    /** Those whose service addresses may stand otherwise in a namespace's table. */
    private final Set<String> unwritten = ConcurrentHashMap.newKeySet();

    private record Known(NetworkAssignment assignment, NetworkNames names) {}

    void put(NetworkAssignment assignment) {
        Known before = networks.put(assignment.id(), new Known(assignment, NetworkNames.of(assignment)));
        if (before == null || !before.assignment().virtuals().equals(assignment.virtuals())) {
            unwritten.add(assignment.id());
        }
    }

    /**
     * Brings the tables of the namespaces on a network up to date if its service addresses have changed; what fails is tried again with
     * the network's next change.
     */
    void refresh(String networkId, Map<String, Sandbox> sandboxes) {
        if (!unwritten.remove(networkId)) {
            return;
        }
        sandboxes.forEach((containerId, sandbox) -> {
            try {
                if (sandbox.isOn(networkId)) {
                    sandbox.refresh();
                }
            } catch (IOException e) {
                LOG.warn("Service addresses in the namespace of {} were not written", containerId, e);
                unwritten.add(networkId);
            }
        });
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
