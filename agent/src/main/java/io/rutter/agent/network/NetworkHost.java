package io.rutter.agent.network;

import io.rutter.agent.linux.network.BridgePorts;
import io.rutter.agent.linux.network.Link;
import io.rutter.agent.linux.network.Netlink;
import io.rutter.agent.linux.network.VethPair;
import io.rutter.agent.network.NetworkNamespace.HostsNamespace;
import io.rutter.agent.network.NetworkNamespace.OwnNamespace;
import io.rutter.agent.network.NetworkNamespace.SharedNamespace;
import io.rutter.agent.network.dns.NameServer;
import io.rutter.agent.network.dns.NetworkNames;
import io.rutter.agent.network.dns.Questioner;
import io.rutter.engine.assignment.ContainerAssignment.LinkedContainer;
import io.rutter.engine.assignment.ContainerOperations.RefusedException;
import io.rutter.engine.assignment.IngressAssignment;
import io.rutter.engine.assignment.NetworkAssignment;
import io.rutter.engine.container.Endpoint;
import io.rutter.engine.entity.Problem;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that a node does for networks. Every method blocks until the kernel agrees, may be repeated, and may be called on virtual
 * threads, for different containers at once. An {@link IOException} is a broken host.
 *
 * <p>After {@link #open} come {@link #apply} for each network and then {@link #adopt}, once; only from then on is the firewall
 * written, so what an earlier engine left there works on without a gap.
 */
public final class NetworkHost implements NodeNetwork, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkHost.class);
    private static final String CONTAINER_MODE = "container:";

    /** How long a container's start waits for its network's bridge. */
    private static final Duration APPLIED_LIMIT = Duration.ofSeconds(5);

    private final Object applied = new Object();
    private final NetworkHome home;
    private final Netlink host;
    private final Firewall firewall;
    private final Bridges bridges;
    private final Publisher publisher;
    private final NameServer dns;
    private final HostResolver resolver;
    private final EtcComposer etc;
    private final ForeignFirewall foreign;
    private final KnownNetworks networks = new KnownNetworks();
    private final Map<String, Sandbox> sandboxes = new ConcurrentHashMap<>();
    private final Map<String, NetworkNamespace> elsewhere = new ConcurrentHashMap<>();

    private volatile List<String> warnings = List.of();

    private NetworkHost(NetworkHome home, Netlink host) throws IOException {
        this.home = home;
        this.host = host;
        firewall = new Firewall(home.ruleBook());
        bridges = new Bridges(host, firewall, home.bridges());
        publisher = new Publisher(firewall, networks);
        dns = new NameServer(new Random());
        resolver = new HostResolver(home.hostResolvConf());
        etc = new EtcComposer(networks, resolver);
        foreign = new ForeignFirewall(home.ruleBook().table());
    }

    /** Begins in the network namespace of the calling thread. */
    public static NetworkHost open(NetworkHome home) throws IOException {
        Files.createDirectories(home.namespaces());
        Bridges.forward();
        return new NetworkHost(home, Netlink.open());
    }

    @Override
    public void apply(NetworkAssignment network) throws IOException {
        networks.put(network);
        Optional<BridgePlan> plan = BridgePlan.of(network, home.defaultBridge());
        if (plan.isPresent() && bridges.ensure(plan.get()) && firewall.isOpen()) {
            warnings = foreign.admit(firewall.bridges());
        }
        synchronized (applied) {
            applied.notifyAll();
        }
        networks.refresh(network.id(), sandboxes);
    }

    @Override
    public void forget(String networkId) throws IOException {
        bridges.remove(networkId);
        networks.remove(networkId);
    }

    @Override
    public List<String> applyIngress(Collection<IngressAssignment> services) throws IOException {
        return publisher.balance(services);
    }

    @Override
    public NetworkNamespace prepare(Placement placement) throws IOException {
        Optional<NetworkNamespace> borrowed = borrowed(placement);
        if (borrowed.isPresent()) {
            elsewhere.put(placement.containerId(), borrowed.get());
            return borrowed.get();
        }
        String id = placement.containerId();
        Path file = fileOf(id);
        if (Files.exists(file)) {
            release(id);
        }
        var sandbox = new Sandbox(file, placement.endpoints(), networks);
        sandbox.create();
        sandboxes.put(id, sandbox);
        try {
            for (int i = 0; i < placement.endpoints().size(); i++) {
                plug(id, placement.endpoints().get(i), "eth" + i, file);
            }
            sandbox.furnish(dns, questioner(placement, sandbox));
            for (Endpoint endpoint : placement.endpoints()) {
                Bridges.awaitForwarding(DeviceNames.veth(id, endpoint.networkId()));
            }
        } catch (IOException | RuntimeException e) {
            release(id);
            throw e;
        }
        return new OwnNamespace(file);
    }

    /** A namespace that is not the container's own; empty when it has its own. Whoever joins one that joined another is there. */
    private Optional<NetworkNamespace> borrowed(Placement placement) throws RefusedException {
        String mode = placement.setup().mode();
        if (mode.equals("host")) {
            return Optional.of(new HostsNamespace());
        }
        if (!mode.startsWith(CONTAINER_MODE)) {
            return Optional.empty();
        }
        String other = mode.substring(CONTAINER_MODE.length());
        NetworkNamespace there = elsewhere.get(other);
        if (there == null && !Files.exists(fileOf(other))) {
            throw new RefusedException(
                    new Problem.Conflict("cannot join network of a non running container: " + other));
        }
        return Optional.of(there == null ? new SharedNamespace(other, fileOf(other)) : there);
    }

    private void plug(String containerId, Endpoint endpoint, String interfaceName, Path namespace) throws IOException {
        BridgePlan plan = awaited(endpoint);
        bridges.ensure(plan);
        String name = DeviceNames.veth(containerId, endpoint.networkId());
        host.deleteLink(name);
        host.addVeth(new VethPair(name, plan.name(), interfaceName, namespace, endpoint.macAddress(), plan.mtuBytes()));
        host.setHairpin(name, true);
        if (!plan.rules().talking()) {
            BridgePorts.setIsolated(host, name, true);
        }
    }

    /** A network that was made a moment ago may be on its way here still. */
    private BridgePlan awaited(Endpoint endpoint) throws IOException {
        long end = System.nanoTime() + APPLIED_LIMIT.toNanos();
        synchronized (applied) {
            for (Optional<BridgePlan> plan = bridges.of(endpoint.networkId());
                    ;
                    plan = bridges.of(endpoint.networkId())) {
                if (plan.isPresent()) {
                    return plan.get();
                }
                long leftMillis = (end - System.nanoTime()) / 1_000_000;
                if (leftMillis <= 0) {
                    throw new IOException("network " + endpoint.networkName() + " is not on this node");
                }
                try {
                    applied.wait(leftMillis);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new java.io.InterruptedIOException("interrupted while waiting for a network");
                }
            }
        }
    }

    private Questioner questioner(Placement placement, Sandbox sandbox) {
        List<String> ownServers = placement.setup().dns();
        Map<String, String> aliases = placement.links().stream()
                .collect(Collectors.toMap(LinkedContainer::alias, LinkedContainer::name, (first, _) -> first));
        return new Questioner() {
            @Override
            public List<NetworkNames> networks() {
                return NetworkHost.this.networks.namesFor(sandbox.endpoints()).stream()
                        .map(names -> names.withAliases(aliases))
                        .toList();
            }

            @Override
            public List<InetSocketAddress> upstreams() {
                return resolver.upstreams(ownServers);
            }
        };
    }

    @Override
    public Optional<Path> namespace(String containerId) {
        return Optional.ofNullable(sandboxes.get(containerId)).map(Sandbox::file);
    }

    @Override
    public Optional<Problem> publish(Placement placement) throws IOException {
        return publisher.publish(placement);
    }

    @Override
    public void unpublish(String containerId) {
        publisher.withdraw(containerId);
    }

    @Override
    public void join(Placement placement, Endpoint endpoint) throws IOException {
        Sandbox sandbox = require(placement.containerId());
        if (sandbox.isOn(endpoint.networkId())) {
            return;
        }
        String interfaceName = sandbox.freeInterface();
        plug(placement.containerId(), endpoint, interfaceName, sandbox.file());
        sandbox.join(endpoint, interfaceName, dns, questioner(placement, sandbox));
        Bridges.awaitForwarding(DeviceNames.veth(placement.containerId(), endpoint.networkId()));
    }

    @Override
    public void leave(String containerId, Endpoint endpoint) throws IOException {
        Sandbox sandbox = sandboxes.get(containerId);
        if (sandbox == null || !sandbox.isOn(endpoint.networkId())) {
            return;
        }
        host.deleteLink(DeviceNames.veth(containerId, endpoint.networkId()));
        sandbox.leave(endpoint);
    }

    private Sandbox require(String containerId) throws IOException {
        Sandbox sandbox = sandboxes.get(containerId);
        if (sandbox == null) {
            throw new IOException("container " + containerId + " has no namespace of its own");
        }
        return sandbox;
    }

    @Override
    public void release(String containerId) throws IOException {
        publisher.withdraw(containerId);
        elsewhere.remove(containerId);
        Sandbox sandbox = sandboxes.remove(containerId);
        Set<String> joined = sandbox == null
                ? networks.ids()
                : sandbox.endpoints().stream().map(Endpoint::networkId).collect(Collectors.toSet());
        (sandbox == null ? new Sandbox(fileOf(containerId), List.of(), networks) : sandbox).close(dns);
        for (String networkId : joined) {
            host.deleteLink(DeviceNames.veth(containerId, networkId));
        }
    }

    /** Host's ends of endpoints on this engine's bridges. */
    private Stream<String> ownVeths() throws IOException {
        var links = host.links();
        var bridgeNames = firewall.bridges();
        var masters = links.stream()
                .filter(link -> bridgeNames.contains(link.name()))
                .map(Link::index)
                .toList();
        return links.stream()
                .filter(link -> masters.contains(link.masterIndex()) && DeviceNames.isVeth(link.name()))
                .map(Link::name);
    }

    @Override
    public Map<String, Problem> adopt(Collection<Placement> living) throws IOException {
        var problems = new ConcurrentHashMap<String, Problem>();
        var ids = living.stream().map(Placement::containerId).toList();
        var hostsFirst = living.stream()
                .sorted(Comparator.comparing(
                        placement -> placement.setup().mode().startsWith(CONTAINER_MODE)))
                .toList();
        for (Placement placement : hostsFirst) {
            try {
                adopt(placement);
                publish(placement).ifPresent(problem -> problems.put(placement.containerId(), problem));
            } catch (IOException | RuntimeException e) {
                problems.put(placement.containerId(), new Problem.Broken(String.valueOf(e.getMessage())));
            }
        }
        for (String left : namespacesOnHost()) {
            if (!ids.contains(left)) {
                LOG.info("The network of container {}, which is gone, is removed", left);
                attempt("The network of container " + left, () -> release(left));
            }
        }
        var expected = living.stream()
                .flatMap(placement -> placement.endpoints().stream()
                        .map(endpoint -> DeviceNames.veth(placement.containerId(), endpoint.networkId())))
                .collect(Collectors.toSet());
        for (String veth : ownVeths().toList()) {
            if (!expected.contains(veth)) {
                attempt("The device " + veth, () -> host.deleteLink(veth));
            }
        }
        attempt("A bridge that no network wants", bridges::removeUnwanted);
        attempt("The firewall", firewall::open);
        attempt("Other firewalls", () -> warnings = foreign.admit(firewall.bridges()));
        return problems;
    }

    /** A part of the first look. */
    private interface Part {
        void take() throws IOException;
    }

    /** What one broken part of the host keeps from being done keeps nothing else from it. The firewall is written again on drift. */
    private static void attempt(String what, Part part) {
        try {
            part.take();
        } catch (IOException | RuntimeException e) {
            LOG.error("{} is not as it shall be; it is looked at again", what, e);
        }
    }

    private void adopt(Placement placement) throws IOException {
        borrowed(placement).ifPresent(there -> elsewhere.put(placement.containerId(), there));
        Path file = fileOf(placement.containerId());
        if (Files.exists(file)) {
            var sandbox = new Sandbox(file, placement.endpoints(), networks);
            sandboxes.put(placement.containerId(), sandbox);
            sandbox.adopt(dns, questioner(placement, sandbox));
        }
    }

    private List<String> namespacesOnHost() throws IOException {
        try (Stream<Path> files = Files.list(home.namespaces())) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Override
    public EtcTexts etc(Placement placement, String hostname, String domainname) throws IOException {
        return etc.compose(placement, hostname, domainname);
    }

    @Override
    public void lookAgain() throws IOException {
        firewall.rewrite();
        warnings = foreign.admit(firewall.bridges());
    }

    /** What other firewalls on the host spoil, in sentences for {@code info}. */
    public List<String> warnings() {
        return warnings;
    }

    /** Takes the engine's table away, for good: what is published is no longer. */
    public void removeRules() throws IOException {
        firewall.remove();
    }

    private Path fileOf(String containerId) {
        return home.namespaces().resolve(containerId);
    }

    /** Lets go of sockets. Namespaces, bridges and rules stay: containers live on without an engine. */
    @Override
    public void close() throws IOException {
        publisher.close();
        dns.close();
        host.close();
    }
}
