package io.rutter.agent.network.dns;

import io.rutter.engine.assignment.NetworkAssignment;
import io.rutter.engine.assignment.NetworkAssignment.Member;
import io.rutter.engine.assignment.NetworkAssignment.VirtualAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who is called how on one network.
 *
 * @param internal whether questions must not leave the host
 * @param addresses by name in lower case
 * @param reverse one name by address
 */
public record NetworkNames(
        String network, boolean internal, Map<String, Set<String>> addresses, Map<String, String> reverse) {
    /** Reads them from an assignment. Every name is also known with the network's name after a dot. */
    public static NetworkNames of(NetworkAssignment assignment) {
        var addresses = new HashMap<String, Set<String>>();
        var reverse = new HashMap<String, String>();
        String network = assignment.spec().name().toLowerCase(Locale.ROOT);
        for (Member member : assignment.members()) {
            member.names().forEach(name -> note(name, network, List.of(member.ipv4()), addresses));
            if (!member.names().isEmpty()) {
                reverse.put(member.ipv4(), member.names().getFirst() + "." + network);
            }
        }
        for (VirtualAddress virtual : assignment.virtuals()) {
            boolean direct = virtual.address().isEmpty();
            for (String name : virtual.names()) {
                note(name, network, direct ? virtual.backends() : List.of(virtual.address()), addresses);
                note("tasks." + name, network, virtual.backends(), addresses);
            }
            if (!direct && !virtual.names().isEmpty()) {
                reverse.put(virtual.address(), virtual.names().getFirst() + "." + network);
            }
        }
        return new NetworkNames(assignment.spec().name(), assignment.spec().internal(), addresses, reverse);
    }

    private static void note(String name, String network, List<String> found, Map<String, Set<String>> addresses) {
        String lower = name.toLowerCase(Locale.ROOT);
        addresses.computeIfAbsent(lower, _ -> new LinkedHashSet<>()).addAll(found);
        addresses
                .computeIfAbsent(lower + "." + network, _ -> new LinkedHashSet<>())
                .addAll(found);
    }

    /**
     * With names of one container's own.
     *
     * @param aliases name that is known here, by the name that it shall have too
     */
    public NetworkNames withAliases(Map<String, String> aliases) {
        var all = new HashMap<>(addresses);
        aliases.forEach((alias, known) ->
                find(known).ifPresent(found -> all.putIfAbsent(alias.toLowerCase(Locale.ROOT), found)));
        return aliases.isEmpty() ? this : new NetworkNames(network, internal, all, reverse);
    }

    /** Addresses of a name; empty when nobody here has it. A known name may stand for no address. */
    public Optional<Set<String>> find(String name) {
        return Optional.ofNullable(addresses.get(name.toLowerCase(Locale.ROOT)));
    }
}
