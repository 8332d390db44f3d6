package io.rutter.http.docker.system;

import io.rutter.engine.entity.State;
import io.rutter.engine.node.Node.LiveNode;
import io.rutter.engine.node.NodeEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Docker's messages about a node of the swarm. */
final class NodeMessages {
    private NodeMessages() {}

    static List<DockerMessage> of(String id, NodeEvent event, State before) {
        LiveNode was = before instanceof LiveNode node ? node : null;
        String name = was == null ? "" : was.description().hostname();
        return switch (event) {
            case NodeEvent.NodeJoined joined ->
                DockerEvents.named("node", "create", id, joined.description().hostname());
            case NodeEvent.NodeReady ready -> updated(id, ready.description().hostname(), state(was, "ready"));
            case NodeEvent.NodeDown _ -> updated(id, name, state(was, "down"));
            case NodeEvent.NodeUpdated updated ->
                updated(
                        id,
                        name,
                        availability(was, updated.spec().availability().word()));
            case NodeEvent.NodeRemoved _ -> DockerEvents.named("node", "remove", id, name);
        };
    }

    private static List<DockerMessage> updated(String id, String name, Map<String, String> more) {
        var attributes = new HashMap<>(more);
        attributes.put("name", name);
        return List.of(new DockerMessage("node", "update", id, attributes, "swarm"));
    }

    private static Map<String, String> state(@org.jspecify.annotations.Nullable LiveNode was, String word) {
        return changed("state", was == null ? "unknown" : was.readiness().word(), word);
    }

    private static Map<String, String> availability(@org.jspecify.annotations.Nullable LiveNode was, String word) {
        return changed(
                "availability", was == null ? "" : was.spec().availability().word(), word);
    }

    private static Map<String, String> changed(String what, String old, String now) {
        return old.equals(now) ? Map.of() : Map.of(what + ".old", old, what + ".new", now);
    }
}
