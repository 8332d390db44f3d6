package io.rutter.agent.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rutter.agent.linux.network.Nft;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Other firewalls of the host. One that drops what is forwarded by default kills the traffic of every bridge, and no accept
 * elsewhere can win against it. Where such a firewall has a chain for the host's own rules, the bridges are let through there;
 * where it has none, that is said.
 */
final class ForeignFirewall {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Chains that are made for rules of others, in tables that drop: dockerd's and ufw's. */
    private static final List<String> DOORS = List.of("DOCKER-USER", "ufw-user-forward");

    private final String table;

    /** @param table of this engine, which marks its rules in the chains of others */
    ForeignFirewall(String table) {
        this.table = table;
    }

    /**
     * Lets bridges through wherever that can be done.
     *
     * @return a sentence for each table that drops nevertheless
     */
    List<String> admit(Collection<String> bridges) throws IOException {
        var warnings = new ArrayList<String>();
        List<JsonNode> chains = listed("chain", "chains");
        for (JsonNode chain : chains) {
            if (drops(chain)) {
                var door = chains.stream()
                        .filter(other -> sameTable(chain, other)
                                && DOORS.contains(other.path("name").asText()))
                        .findFirst();
                if (door.isPresent()) {
                    open(door.get(), bridges);
                } else {
                    warnings.add(
                            "The firewall table " + nameOf(chain)
                                    + " drops forwarded packets: containers on bridges reach nobody outside and are not reached");
                }
            }
        }
        return warnings;
    }

    private boolean drops(JsonNode chain) {
        return chain.path("hook").asText().equals("forward")
                && chain.path("policy").asText().equals("drop")
                && !chain.path("table").asText().equals(table)
                && !chain.path("family").asText().equals("ip6");
    }

    private static boolean sameTable(JsonNode one, JsonNode other) {
        return one.path("table").equals(other.path("table"))
                && one.path("family").equals(other.path("family"));
    }

    private static String nameOf(JsonNode chain) {
        return chain.path("family").asText() + " " + chain.path("table").asText();
    }

    private void open(JsonNode door, Collection<String> bridges) throws IOException {
        String place = nameOf(door) + " " + door.path("name").asText();
        var wanted = new TreeSet<String>();
        for (String bridge : bridges) {
            wanted.add("iifname \"" + bridge + "\" accept comment \"" + mark(bridge) + " out\"");
            wanted.add("oifname \"" + bridge + "\" accept comment \"" + mark(bridge) + " in\"");
        }
        var script = new ArrayList<String>();
        for (JsonNode rule : listed("rule", ("chain " + place).split(" "))) {
            String comment = rule.path("comment").asText();
            boolean ours = comment.startsWith(table + " ");
            boolean kept = wanted.removeIf(text -> text.endsWith("comment \"" + comment + "\""));
            if (ours && !kept) {
                script.add("delete rule " + place + " handle "
                        + rule.path("handle").asText());
            }
        }
        wanted.forEach(text -> script.add("insert rule " + place + " " + text));
        if (!script.isEmpty()) {
            Nft.apply(String.join("\n", script) + "\n");
        }
    }

    private String mark(String bridge) {
        return table + " " + bridge;
    }

    private static List<JsonNode> listed(String kind, String... what) throws IOException {
        var found = new ArrayList<JsonNode>();
        String[] command = new String[what.length + 1];
        command[0] = "list";
        System.arraycopy(what, 0, command, 1, what.length);
        for (JsonNode entry : JSON.readTree(Nft.list(command)).path("nftables")) {
            if (entry.has(kind)) {
                found.add(entry.get(kind));
            }
        }
        return found;
    }
}
