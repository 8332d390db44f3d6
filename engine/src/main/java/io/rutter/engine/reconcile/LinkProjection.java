package io.rutter.engine.reconcile;

import io.rutter.engine.assignment.ContainerAssignment.LinkedContainer;
import io.rutter.engine.container.Endpoint;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.world.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Links of a container, as they are to be done now: to those that run, with their address and what they tell of themselves. */
final class LinkProjection {
    private static final String DEFAULT_BRIDGE = "bridge";

    private LinkProjection() {}

    static List<LinkedContainer> links(World world, LiveContainer container) {
        var links = new ArrayList<LinkedContainer>();
        for (String text : container.spec().hostConfig().network().links()) {
            int colon = text.lastIndexOf(':');
            String alias = text.substring(colon + 1);
            world.containers()
                    .find(text.substring(0, Math.max(0, colon)))
                    .optional()
                    .filter(LiveContainer::isUp)
                    .ifPresent(other -> links.add(link(container, other, alias)));
        }
        return links;
    }

    private static LinkedContainer link(LiveContainer container, LiveContainer other, String alias) {
        Optional<String> address = onBridge(other).filter(_ -> asksForBridge(container));
        return new LinkedContainer(
                alias,
                other.id().value(),
                other.name(),
                address.orElse(""),
                address.map(ipv4 -> environment(container, other, alias, ipv4)).orElseGet(List::of));
    }

    private static boolean asksForBridge(LiveContainer container) {
        return container.spec().endpoints().stream()
                .anyMatch(endpoint -> endpoint.network().equals(DEFAULT_BRIDGE));
    }

    private static Optional<String> onBridge(LiveContainer container) {
        return container.endpoints().stream()
                .filter(endpoint -> endpoint.networkName().equals(DEFAULT_BRIDGE))
                .map(Endpoint::ipv4)
                .filter(address -> !address.isEmpty())
                .findFirst();
    }

    /** Docker's variables: where each exposed port is, and the other's own environment. */
    static List<String> environment(LiveContainer container, LiveContainer other, String alias, String ipv4) {
        String prefix = alias.toUpperCase(Locale.ROOT).replace('-', '_');
        var all = new ArrayList<String>();
        List<Port> ports = other.spec().config().exposedPorts().stream()
                .map(Port::parse)
                .sorted(Comparator.comparingInt(Port::number).thenComparing(Port::protocol, Comparator.reverseOrder()))
                .toList();
        if (!ports.isEmpty()) {
            all.add(prefix + "_PORT=" + ports.getFirst().url(ipv4));
        }
        for (Port port : ports) {
            String name =
                    prefix + "_PORT_" + port.number() + "_" + port.protocol().toUpperCase(Locale.ROOT);
            all.add(name + "=" + port.url(ipv4));
            all.add(name + "_ADDR=" + ipv4);
            all.add(name + "_PORT=" + port.number());
            all.add(name + "_PROTO=" + port.protocol());
        }
        all.add(prefix + "_NAME=/" + container.name() + "/" + alias);
        for (String variable : other.spec().config().env()) {
            int equals = variable.indexOf('=');
            if (equals > 0 && !variable.startsWith("HOME=") && !variable.startsWith("PATH=")) {
                all.add(prefix + "_ENV_" + variable);
            }
        }
        return all;
    }

    /** {@code 80/tcp} in its two parts. */
    private record Port(int number, String protocol) {
        static Port parse(String text) {
            int slash = text.indexOf('/');
            return new Port(
                    Integer.parseInt(slash < 0 ? text : text.substring(0, slash)),
                    slash < 0 ? "tcp" : text.substring(slash + 1));
        }

        String url(String ipv4) {
            return protocol + "://" + ipv4 + ":" + number;
        }
    }
}
