package io.rutter.agent.network.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The table inside a container's namespace: where its questions for names go, and what service addresses stand for. In its
 * output hook, so that the client's address is kept and a task may call its own service.
 *
 * @param dnsUdpPort port of the resolver at 127.0.0.11 in the namespace; 0 for none
 * @param dnsTcpPort the same for TCP
 * @param virtuals backends by service address; an address without any refuses connections
 */
public record NamespaceRules(int dnsUdpPort, int dnsTcpPort, SortedMap<String, List<String>> virtuals) {
    /** Address at which a container finds its resolver. */
    public static final String RESOLVER = "127.0.0.11";

    /** Of a namespace in which there is nothing to resolve and nothing to balance. */
    public static final NamespaceRules NONE = new NamespaceRules(0, 0, new TreeMap<>());

    private static final String TABLE = "rutter";

    public NamespaceRules {
        virtuals = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(virtuals));
    }

    /** Whether there is nothing to say, so that no table is needed. */
    public boolean isEmpty() {
        return dnsUdpPort == 0 && virtuals.isEmpty();
    }

    /** A script that puts the table in the place of whatever was there. Three times as slow as the first one. */
    public String replacing() {
        return "add table ip %1$s\ndelete table ip %1$s\n".formatted(TABLE) + first();
    }

    /** A script for a namespace that has no table yet. */
    public String first() {
        var lines = new ArrayList<String>();
        if (isEmpty()) {
            return "";
        }
        lines.add("table ip " + TABLE + " {");
        lines.add("\tchain output {");
        lines.add("\t\ttype nat hook output priority -100; policy accept;");
        if (dnsUdpPort != 0) {
            lines.add("\t\tip daddr " + RESOLVER + " udp dport 53 dnat to " + RESOLVER + ":" + dnsUdpPort);
            lines.add("\t\tip daddr " + RESOLVER + " tcp dport 53 dnat to " + RESOLVER + ":" + dnsTcpPort);
        }
        virtuals.forEach((address, backends) -> {
            if (!backends.isEmpty()) {
                lines.add("\t\tip daddr " + address + " dnat to " + Balance.amongAddresses(backends));
            }
        });
        lines.add("\t}");
        lines.add("\tchain refused {");
        lines.add("\t\ttype filter hook output priority filter; policy accept;");
        virtuals.forEach((address, backends) -> {
            if (backends.isEmpty()) {
                lines.add("\t\tip daddr " + address + " reject");
            }
        });
        lines.add("\t}");
        lines.add("}");
        return String.join("\n", lines) + "\n";
    }
}
