package io.rutter.http.docker.task;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.container.Endpoint;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.network.Network.LiveNetwork;
import io.rutter.engine.reconcile.service.TaskPhase;
import io.rutter.engine.reconcile.service.TaskView;
import io.rutter.engine.service.LiveService;
import io.rutter.engine.service.spec.TaskTemplate;
import io.rutter.engine.world.World;
import io.rutter.http.docker.json.Json;
import io.rutter.http.docker.service.TaskJson;
import java.util.Optional;

/** A task in an answer. */
record TaskLine(World world) {
    ObjectNode task(TaskView task) {
        Optional<LiveContainer> container = world.container(task.id().value());
        ObjectNode json = Json.object().put("ID", task.owner().taskId());
        json.putObject("Version")
                .put(
                        "Index",
                        Math.max(
                                1,
                                world.known(io.rutter.engine.id.EntityKey.container(task.id()))
                                        .map(known -> known.changedAt())
                                        .orElse(1L)));
        json.put("CreatedAt", Json.time(task.createdAt())).put("UpdatedAt", Json.time(task.since()));
        json.putObject("Labels");
        json.set("Spec", spec(task));
        json.put("ServiceID", task.owner().serviceId());
        if (task.owner().slot().matches("\\d{1,9}")) {
            json.put("Slot", Integer.parseInt(task.owner().slot()));
        }
        if (!task.nodeId().isEmpty()) {
            json.put("NodeID", task.nodeId());
        }
        json.set("Status", status(task, container));
        json.put("DesiredState", desired(task));
        container.ifPresent(live -> networks(live, json));
        return json;
    }

    /** What the task was declared as; where that is no longer known, what its container still says. */
    private ObjectNode spec(TaskView task) {
        Optional<TaskTemplate> declared = world.services()
                .byId(task.owner().serviceId())
                .map((LiveService service) -> service.taskOf(task.owner().specVersion()));
        if (declared.isPresent()) {
            return new TaskJson(false).template(declared.get());
        }
        ObjectNode spec = Json.object();
        spec.putObject("ContainerSpec").put("Image", task.image());
        return spec.put("ForceUpdate", 0);
    }

    private static ObjectNode status(TaskView task, Optional<LiveContainer> container) {
        ObjectNode status = Json.object()
                .put("Timestamp", Json.time(task.since()))
                .put("State", task.phase().word())
                .put("Message", message(task.phase()));
        if (!task.error().isEmpty()) {
            status.put("Err", task.error());
        }
        container.ifPresent(live -> status.putObject("ContainerStatus")
                .put("ContainerID", live.id().value())
                .put("PID", live.run().pid())
                .put("ExitCode", live.run().exitCode()));
        ObjectNode ports = status.putObject("PortStatus");
        container
                .filter(live -> !live.ports().isEmpty())
                .ifPresent(live -> live.ports()
                        .forEach(port -> ports.withArray("Ports")
                                .addObject()
                                .put("Protocol", port.protocol())
                                .put("TargetPort", port.containerPort())
                                .put("PublishedPort", port.hostPort())
                                .put("PublishMode", "host")));
        return status;
    }

    private static String message(TaskPhase phase) {
        return switch (phase) {
            case PENDING -> "pending task scheduling";
            case READY -> "prepared";
            case STARTING -> "starting";
            case RUNNING, FAILED -> "started";
            case COMPLETE -> "finished";
            case SHUTDOWN -> "shutdown";
            case REJECTED -> "preparing";
        };
    }

    static String desired(TaskView task) {
        if (task.phase().over() || task.owner().shutDown()) {
            return "shutdown";
        }
        return task.phase() == TaskPhase.READY ? "ready" : "running";
    }

    private void networks(LiveContainer container, ObjectNode json) {
        for (Endpoint endpoint : container.endpoints()) {
            Optional<LiveNetwork> network = world.network(endpoint.networkId());
            if (network.isEmpty() || endpoint.ipv4().isEmpty()) {
                continue;
            }
            ObjectNode attachment = json.withArray("NetworksAttachments").addObject();
            ObjectNode shown = attachment.putObject("Network").put("ID", endpoint.networkId());
            shown.putObject("Version").put("Index", 1);
            shown.put("CreatedAt", Json.time(network.get().createdAt()));
            shown.putObject("Spec")
                    .put("Name", network.get().spec().name())
                    .put("Scope", network.get().spec().scope())
                    .putObject("DriverConfiguration")
                    .put("Name", network.get().spec().driver());
            attachment.putArray("Addresses").add(endpoint.ipv4() + "/" + endpoint.prefixLength());
        }
    }
}
