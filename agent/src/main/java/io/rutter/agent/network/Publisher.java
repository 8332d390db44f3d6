package io.rutter.agent.network;

import io.rutter.agent.network.rules.Picture.HostPort;
import io.rutter.agent.network.rules.Picture.Target;
import io.rutter.engine.assignment.IngressAssignment;
import io.rutter.engine.container.Endpoint;
import io.rutter.engine.container.PublishedPort;
import io.rutter.engine.entity.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Puts ports of the host in front of containers and services: a held socket and an element of a map each. */
final class Publisher implements AutoCloseable {
    private static final String SERVICE = "service port ";

    /** Where a relay from {@code ::} meets the same balancing as everybody else. */
    private static final String BALANCED_LOOPBACK = "127.0.0.1";

    private final Firewall firewall;
    private final KnownNetworks networks;
    private final PortLedger ledger = new PortLedger();
    private final Map<String, Set<HostPort>> published = new ConcurrentHashMap<>();
    private Set<HostPort> balanced = Set.of();

    Publisher(Firewall firewall, KnownNetworks networks) {
        this.firewall = firewall;
        this.networks = networks;
    }

    /** Publishes all ports of a container in one transaction, or none of them. */
    Optional<Problem> publish(Placement placement) throws IOException {
        if (placement.ports().isEmpty()) {
            return Optional.empty();
        }
        Optional<Endpoint> endpoint = networks.wayOut(placement.endpoints());
        if (endpoint.isEmpty()) {
            return Optional.empty(); // as dockerd: on internal networks nothing is published
        }
        String address = endpoint.get().ipv4();
        Optional<String> refusal = ledger.hold(placement.containerId(), placement.ports(), address);
        if (refusal.isPresent()) {
            return Optional.of(new Problem.Conflict("driver failed programming external connectivity on endpoint "
                    + placement.name() + " (" + endpoint.get().endpointId() + "): " + refusal.get()));
        }
        var targets = new HashMap<HostPort, Target>();
        for (PublishedPort port : placement.ports()) {
            if (!PortLedger.isIpv6(port.hostIp())) {
                targets.put(hostPort(port), new Target(address, port.containerPort()));
            }
        }
        published.put(placement.containerId(), Set.copyOf(targets.keySet()));
        try {
            firewall.change(picture -> picture.publishing(targets));
        } catch (IOException e) {
            withdraw(placement.containerId());
            throw e;
        }
        return Optional.empty();
    }

    private static HostPort hostPort(PublishedPort port) {
        return port.hostIp().isEmpty()
                ? HostPort.everywhere(port.protocol(), port.hostPort())
                : new HostPort(port.protocol(), port.hostIp(), port.hostPort());
    }

    /** Withdraws the ports of a container. Does nothing when there are none. */
    void withdraw(String containerId) {
        Set<HostPort> ports = published.remove(containerId);
        if (ports != null && !ports.isEmpty()) {
            firewall.changeSoon(picture -> picture.withdrawing(ports));
        }
        ledger.release(containerId);
    }

    /** Publishes the ports of services; those it published before and finds here no more are withdrawn. */
    synchronized List<String> balance(Collection<IngressAssignment> services) throws IOException {
        var problems = new ArrayList<String>();
        var fresh = new ArrayList<HostPort>();
        var targets = new HashMap<HostPort, List<Target>>();
        for (IngressAssignment service : services) {
            var port = HostPort.everywhere(service.protocol(), service.publishedPort());
            Optional<String> refusal = balanced.contains(port) ? Optional.empty() : hold(service);
            if (refusal.isPresent()) {
                problems.add("port " + port.port() + "/" + port.protocol() + " of service " + service.serviceId()
                        + " is not published on this node: " + refusal.get());
            } else {
                if (!balanced.contains(port)) {
                    fresh.add(port);
                }
                targets.put(
                        port,
                        service.backends().stream()
                                .map(backend -> new Target(backend.address(), backend.port()))
                                .toList());
            }
        }
        try {
            firewall.change(picture -> picture.balancing(targets));
        } catch (IOException e) {
            // held for nothing, they would be in the way of the next try
            fresh.forEach(port -> ledger.release(owner(port.protocol(), port.port())));
            throw e;
        }
        for (HostPort port : balanced) {
            if (!targets.containsKey(port)) {
                ledger.release(owner(port.protocol(), port.port()));
            }
        }
        balanced = Set.copyOf(targets.keySet());
        return problems;
    }

    private Optional<String> hold(IngressAssignment service) {
        String protocol = service.protocol();
        int port = service.publishedPort();
        var ports = List.of(
                new PublishedPort(protocol, port, "0.0.0.0", port), new PublishedPort(protocol, port, "::", port));
        return ledger.hold(owner(protocol, port), ports, BALANCED_LOOPBACK);
    }

    private static String owner(String protocol, int port) {
        return SERVICE + port + "/" + protocol;
    }

    @Override
    public void close() {
        ledger.close();
    }
}
