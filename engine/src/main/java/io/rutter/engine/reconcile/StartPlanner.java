package io.rutter.engine.reconcile;

import io.rutter.engine.container.ContainerCommand.EndpointPlan;
import io.rutter.engine.container.ContainerCommand.PortPlan;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.spec.EndpointConfig;
import io.rutter.engine.container.spec.NetworkSetup;
import io.rutter.engine.container.spec.NetworkSetup.PortBinding;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.network.Network.LiveNetwork;
import io.rutter.engine.world.Found;
import io.rutter.engine.world.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What a start asks the claims for: a place on each network, and host ports. */
public final class StartPlanner {
    private static final String HOST_BINDING = "com.docker.network.bridge.host_binding_ipv4";
    private static final String EVERYWHERE = "0.0.0.0";

    private final World world;
    private final Supplier<String> freshIds;
    private final BooleanSupplier hostHasIpv6;

    /** @param hostHasIpv6 asked where ports are published */
    public StartPlanner(World world, Supplier<String> freshIds, BooleanSupplier hostHasIpv6) {
        this.world = world;
        this.freshIds = freshIds;
        this.hostHasIpv6 = hostHasIpv6;
    }

    /** What it takes to start. */
    public sealed interface StartPlan {
        record Ready(List<EndpointPlan> endpoints, List<PortPlan> ports) implements StartPlan {}

        record Impossible(Problem problem) implements StartPlan {}
    }

    public StartPlan plan(LiveContainer container) {
        Optional<Problem> peer = PeerRules.problem(world, container);
        if (peer.isPresent()) {
            return new StartPlan.Impossible(peer.get());
        }
        var endpoints = new ArrayList<EndpointPlan>();
        for (EndpointConfig config : container.spec().endpoints()) {
            switch (world.networks().find(config.network())) {
                case Found.None<LiveNetwork> none -> {
                    return new StartPlan.Impossible(none.problem());
                }
                case Found.One<LiveNetwork> one -> endpoints.add(endpoint(container, config, one.thing()));
            }
        }
        boolean addressed =
                endpoints.stream().anyMatch(endpoint -> !endpoint.pools().isEmpty());
        return new StartPlan.Ready(endpoints, addressed ? ports(container, address(endpoints)) : List.of());
    }

    /** Where ports without an address of their own are published: the network that leads out says so, or everywhere. */
    private String address(List<EndpointPlan> endpoints) {
        return endpoints.stream()
                .map(EndpointPlan::networkName)
                .flatMap(name -> world.networks().byName(name).stream())
                .filter(network -> !network.spec().internal())
                .min(Comparator.comparing(network -> network.spec().name()))
                .map(network -> network.spec().options().getOrDefault(HOST_BINDING, ""))
                .filter(address -> !address.equals(EVERYWHERE))
                .orElse("");
    }

    /** A place on a network, as a container's endpoint settings ask for it. */
    public EndpointPlan endpoint(LiveContainer container, EndpointConfig config, LiveNetwork network) {
        var aliases = new LinkedHashSet<String>();
        boolean named = !network.predefined();
        if (named) {
            aliases.addAll(config.aliases());
            aliases.add(container.id().shortId());
        }
        String wanted = config.ipv4();
        String mac = config.macAddress().isEmpty() ? container.spec().config().macAddress() : config.macAddress();
        return new EndpointPlan(
                network.id(),
                network.spec().name(),
                freshIds.get(),
                network.addressPools(),
                wanted.isEmpty() ? null : wanted,
                network.spec().internal() || network.spec().pools().isEmpty()
                        ? ""
                        : network.spec().pools().getFirst().gateway(),
                mac,
                List.copyOf(aliases));
    }

    private List<PortPlan> ports(LiveContainer container, String address) {
        NetworkSetup setup = container.spec().hostConfig().network();
        Map<String, List<PortBinding>> bindings = new TreeMap<>(StartPlanner::byNumber);
        bindings.putAll(setup.portBindings());
        if (setup.publishAllPorts()) {
            for (String exposed : container.spec().config().exposedPorts()) {
                bindings.putIfAbsent(exposed, List.of(new PortBinding("", "")));
            }
        }
        var plans = new LinkedHashMap<String, PortPlan>();
        bindings.forEach((port, hosts) -> hosts.forEach(host -> {
            PortPlan plan = port(port, host, address);
            plans.put(plan.toString() + (plan.low() == 0 ? plans.size() : ""), plan);
        }));
        return List.copyOf(plans.values());
    }

    private static int byNumber(String a, String b) {
        int byPort = Integer.compare(number(a), number(b));
        return byPort != 0 ? byPort : a.compareTo(b);
    }

    private static int number(String port) {
        int slash = port.indexOf('/');
        return Integer.parseInt(slash < 0 ? port : port.substring(0, slash));
    }

    private PortPlan port(String containerPort, PortBinding binding, String address) {
        int slash = containerPort.indexOf('/');
        String protocol = slash < 0 ? "tcp" : containerPort.substring(slash + 1);
        String host = binding.hostPort();
        int dash = host.indexOf('-');
        int low = host.isEmpty() ? 0 : Integer.parseInt(dash < 0 ? host : host.substring(0, dash));
        int high = dash < 0 ? low : Integer.parseInt(host.substring(dash + 1));
        String hostIp = binding.hostIp().isEmpty() ? address : binding.hostIp();
        return new PortPlan(protocol, number(containerPort), hostIp, low, high, hostHasIpv6.getAsBoolean());
    }
}
