package io.rutter.agent.network.rules;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an engine's table on the host shall say.
 *
 * @param bridges by name
 * @param published where each published port of a container leads
 * @param balanced where each published port of a service leads; an empty list answers nobody
 */
public record Picture(
        SortedMap<String, BridgeRules> bridges,
        SortedMap<HostPort, Target> published,
        SortedMap<HostPort, List<Target>> balanced) {
    public static final Picture EMPTY = new Picture(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

    public Picture {
        bridges = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(bridges));
        published = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(published));
        balanced = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(balanced));
    }

    public Picture with(BridgeRules bridge) {
        return new Picture(edited(bridges, map -> map.put(bridge.name(), bridge)), published, balanced);
    }

    public Picture withoutBridge(String name) {
        return new Picture(edited(bridges, map -> map.remove(name)), published, balanced);
    }

    public Picture publishing(Map<HostPort, Target> ports) {
        return new Picture(bridges, edited(published, map -> map.putAll(ports)), balanced);
    }

    public Picture withdrawing(Iterable<HostPort> ports) {
        return new Picture(bridges, edited(published, map -> ports.forEach(map::remove)), balanced);
    }

    public Picture balancing(Map<HostPort, List<Target>> services) {
        return new Picture(bridges, published, new TreeMap<>(services));
    }

    private static <K, V> SortedMap<K, V> edited(
            SortedMap<K, V> map, java.util.function.Consumer<SortedMap<K, V>> edit) {
        var copy = new TreeMap<>(map);
        edit.accept(copy);
        return copy;
    }

    /**
     * A bridge and how strangers meet those on it.
     *
     * @param subnets in CIDR notation
     * @param internal whether nothing passes between it and anything but itself
     * @param talking whether those on it may talk to one another
     * @param masqueraded whether what leaves it carries the host's address
     */
    public record BridgeRules(
            String name, List<String> subnets, boolean internal, boolean talking, boolean masqueraded) {
        public BridgeRules {
            subnets = List.copyOf(subnets);
        }
    }

    /**
     * A port of the host.
     *
     * @param protocol tcp, udp or sctp
     * @param address {@code 0.0.0.0} for every address of the host
     */
    public record HostPort(String protocol, String address, int port) implements Comparable<HostPort> {
        private static final String EVERY = "0.0.0.0";

        public static HostPort everywhere(String protocol, int port) {
            return new HostPort(protocol, EVERY, port);
        }

        public boolean isEverywhere() {
            return address.equals(EVERY);
        }

        @Override
        public int compareTo(HostPort other) {
            int order = protocol.compareTo(other.protocol);
            order = order == 0 ? address.compareTo(other.address) : order;
            return order == 0 ? Integer.compare(port, other.port) : order;
        }
    }

    /** Where a connection goes. */
    public record Target(String address, int port) {}
}
