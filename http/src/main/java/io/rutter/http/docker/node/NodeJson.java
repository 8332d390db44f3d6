package io.rutter.http.docker.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.node.Node.LiveNode;
import io.rutter.engine.node.NodeSpec;
import io.rutter.http.docker.json.Json;

/** A node in an answer. */
final class NodeJson {
    private static final String PORT = ":2377";

    private NodeJson() {}

    static ObjectNode node(LiveNode node) {
        ObjectNode json = Json.object().put("ID", node.id());
        json.putObject("Version").put("Index", node.version());
        json.put("CreatedAt", Json.time(node.createdAt())).put("UpdatedAt", Json.time(node.updatedAt()));
        ObjectNode spec = json.putObject("Spec");
        if (!node.spec().name().isEmpty()) {
            spec.put("Name", node.spec().name());
        }
        spec.set("Labels", Json.map(node.spec().labels()));
        spec.put("Role", node.spec().role().word());
        spec.put("Availability", node.spec().availability().word());
        json.set("Description", description(node));
        ObjectNode status =
                json.putObject("Status").put("State", node.readiness().word());
        if (!node.message().isEmpty()) {
            status.put("Message", node.message());
        }
        status.put("Addr", node.description().address());
        if (node.spec().role() == NodeSpec.Role.MANAGER) {
            json.putObject("ManagerStatus")
                    .put("Leader", true)
                    .put("Reachability", "reachable")
                    .put("Addr", node.description().address() + PORT);
        }
        return json;
    }

    private static ObjectNode description(LiveNode node) {
        var description = node.description();
        ObjectNode json = Json.object().put("Hostname", description.hostname());
        json.putObject("Platform")
                .put("Architecture", description.architecture())
                .put("OS", description.os());
        json.putObject("Resources")
                .put("NanoCPUs", description.nanoCpus())
                .put("MemoryBytes", description.memoryBytes());
        ObjectNode engine = json.putObject("Engine").put("EngineVersion", description.engineVersion());
        if (!description.engineLabels().isEmpty()) {
            engine.set("Labels", Json.map(description.engineLabels()));
        }
        var plugins = engine.putArray("Plugins");
        plugin(plugins, "Log", "json-file");
        plugin(plugins, "Network", "bridge");
        plugin(plugins, "Network", "host");
        plugin(plugins, "Network", "null");
        plugin(plugins, "Network", "overlay");
        plugin(plugins, "Volume", "local");
        json.putObject("TLSInfo");
        return json;
    }

    private static void plugin(com.fasterxml.jackson.databind.node.ArrayNode plugins, String type, String name) {
        plugins.addObject().put("Type", type).put("Name", name);
    }
}
