package io.rutter.http.docker.swarm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.node.NodeSpec;
import io.rutter.engine.world.World;
import io.rutter.http.docker.json.Json;

/** The part of {@code info} that is about the cluster. */
public final class SwarmInfo {
    private static final String PORT = ":2377";

    private SwarmInfo() {}

    /** @param nodeId of the node that is asked */
    public static ObjectNode of(World world, String nodeId) {
        ObjectNode json = Json.object();
        var swarm = world.swarm();
        if (swarm.isEmpty()) {
            json.put("NodeID", "").put("NodeAddr", "").put("LocalNodeState", "inactive");
            json.put("ControlAvailable", false).put("Error", "").putNull("RemoteManagers");
            return json;
        }
        var nodes = world.services().nodes();
        long managers = nodes.stream()
                .filter(node -> node.spec().role() == NodeSpec.Role.MANAGER)
                .count();
        String address = nodes.stream()
                .filter(node -> node.id().equals(nodeId))
                .map(node -> node.description().address())
                .findFirst()
                .orElse("");
        json.put("NodeID", nodeId).put("NodeAddr", address).put("LocalNodeState", "active");
        json.put("ControlAvailable", true).put("Error", "");
        json.putArray("RemoteManagers").addObject().put("NodeID", nodeId).put("Addr", address + PORT);
        json.put("Nodes", nodes.size()).put("Managers", managers);
        json.set("Cluster", SwarmJson.cluster(swarm.get()));
        return json;
    }
}
