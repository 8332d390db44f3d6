package io.rutter.agent.network.rules;

import io.rutter.agent.network.rules.Picture.BridgeRules;
import io.rutter.agent.network.rules.Picture.HostPort;
import io.rutter.agent.network.rules.Picture.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes the one nftables table of an engine: static chains, maps for all that comes and goes. A change costs one transaction
 * of elements, flat in the number of ports.
 *
 * @param table the table's name, one for each engine on the host
 */
public record RuleBook(String table) {
    /** A script that puts the whole table in the place of whatever was there. */
    public String whole(Picture picture) {
        return Skeleton.text(table) + change(Picture.EMPTY, picture);
    }

    /** A script that takes the table away, there or not. */
    public String nothing() {
        return "add table ip %1$s\ndelete table ip %1$s\n".formatted(table);
    }

    /** A script that leads from one picture to another; empty when they say the same. */
    public String change(Picture before, Picture after) {
        var script = new ArrayList<String>();
        differing(before.published(), after.published()).keySet().forEach(port -> script.add(unpublish(port)));
        differing(before.balanced(), after.balanced()).keySet().stream()
                .filter(port -> !after.balanced().containsKey(port))
                .forEach(port -> unbalance(port, script));
        differing(before.bridges(), after.bridges()).values().forEach(bridge -> close(bridge, script));
        differing(after.bridges(), before.bridges()).values().forEach(bridge -> open(bridge, script));
        differing(after.balanced(), before.balanced())
                .forEach((port, targets) ->
                        balance(port, targets, before.balanced().containsKey(port), script));
        differing(after.published(), before.published()).forEach((port, target) -> script.add(publish(port, target)));
        return script.isEmpty() ? "" : String.join("\n", script) + "\n";
    }

    /** Entries of the first map that the second does not have. */
    private static <K, V> SortedMap<K, V> differing(SortedMap<K, V> of, SortedMap<K, V> from) {
        var rest = new TreeMap<>(of);
        rest.entrySet().removeAll(from.entrySet());
        return rest;
    }

    private void open(BridgeRules bridge, List<String> script) {
        String name = bridge.name();
        add("chain", "to-" + name, script);
        add("chain", "from-" + name, script);
        toBridge(bridge).forEach(rule -> add("rule", "to-" + name + " " + rule, script));
        add("chain", "back-" + name, script);
        bridge.subnets().forEach(subnet -> add("rule", "back-" + name + " ip saddr " + subnet + " masquerade", script));
        if (bridge.masqueraded() && !bridge.internal()) {
            add("rule", "from-" + name + " oifname != \"" + name + "\" masquerade", script);
        }
        add("element", "bridges { \"" + name + "\" }", script);
        add("element", "to { \"" + name + "\" : goto to-" + name + " }", script);
        add("element", "back { \"" + name + "\" : goto back-" + name + " }", script);
        add("element", "from { \"" + name + "\" : goto from-" + name + " }", script);
        if (bridge.internal()) {
            add("element", "internal { \"" + name + "\" }", script);
        }
    }

    /** Who may reach those on a bridge. */
    private static List<String> toBridge(BridgeRules bridge) {
        var rules = new ArrayList<String>();
        String own = "iifname \"" + bridge.name() + "\" ";
        rules.add("ct state established,related accept");
        if (bridge.talking()) {
            rules.add(own + "accept");
        }
        if (!bridge.internal()) {
            rules.add("iifname @internal drop");
            rules.add("ct status dnat accept");
        }
        rules.add("drop");
        return rules;
    }

    private void close(BridgeRules bridge, List<String> script) {
        String name = bridge.name();
        if (bridge.internal()) {
            delete("element", "internal { \"" + name + "\" }", script);
        }
        delete("element", "back { \"" + name + "\" }", script);
        delete("element", "from { \"" + name + "\" }", script);
        delete("element", "to { \"" + name + "\" }", script);
        delete("element", "bridges { \"" + name + "\" }", script);
        deleteChain("to-" + name, script);
        deleteChain("from-" + name, script);
        deleteChain("back-" + name, script);
    }

    private String publish(HostPort port, Target target) {
        return "add element ip " + table + " " + mapOf(port) + " { " + key(port) + " : " + target.address() + " . "
                + target.port() + " }";
    }

    private String unpublish(HostPort port) {
        return "delete element ip " + table + " " + mapOf(port) + " { " + key(port) + " }";
    }

    private static String mapOf(HostPort port) {
        return port.isEverywhere() ? "everywhere" : "at";
    }

    private static String key(HostPort port) {
        return port.isEverywhere()
                ? port.protocol() + " . " + port.port()
                : port.protocol() + " . " + port.address() + " . " + port.port();
    }

    private void balance(HostPort port, List<Target> targets, boolean known, List<String> script) {
        String chain = balancing(port);
        if (known) {
            script.add("flush chain ip " + table + " " + chain);
        } else {
            add("chain", chain, script);
        }
        if (!targets.isEmpty()) {
            add("rule", chain + " meta l4proto " + port.protocol() + " dnat ip to " + Balance.among(targets), script);
        }
        if (!known) {
            add("element", "balanced { " + key(port) + " : goto " + chain + " }", script);
        }
    }

    private void unbalance(HostPort port, List<String> script) {
        delete("element", "balanced { " + key(port) + " }", script);
        deleteChain(balancing(port), script);
    }

    private static String balancing(HostPort port) {
        return "balance-" + port.protocol() + "-" + port.port();
    }

    private void add(String what, String rest, List<String> script) {
        script.add("add " + what + " ip " + table + " " + rest);
    }

    private void delete(String what, String rest, List<String> script) {
        script.add("delete " + what + " ip " + table + " " + rest);
    }

    private void deleteChain(String chain, List<String> script) {
        script.add("flush chain ip " + table + " " + chain);
        delete("chain", chain, script);
    }
}
