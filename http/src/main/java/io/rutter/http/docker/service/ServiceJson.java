package io.rutter.http.docker.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.reconcile.service.Pictures;
import io.rutter.engine.reconcile.service.TaskPhase;
import io.rutter.engine.reconcile.service.TaskView;
import io.rutter.engine.service.LiveService;
import io.rutter.engine.service.Service.UpdateStatus;
import io.rutter.engine.service.Service.VirtualIp;
import io.rutter.engine.service.spec.ServiceMode;
import io.rutter.engine.service.spec.ServiceSpec;
import io.rutter.engine.world.World;
import io.rutter.http.docker.json.Json;
import java.util.List;

/**
 * A service in an answer.
 *
 * @param defaults whether what was not said is shown as what it means
 * @param status whether its tasks are counted
 */
record ServiceJson(World world, boolean defaults, boolean status) {
    ObjectNode service(LiveService service) {
        var spec = new ServiceSpecJson(defaults);
        ObjectNode json = Json.object().put("ID", service.id());
        json.putObject("Version").put("Index", service.version());
        json.put("CreatedAt", Json.time(service.createdAt())).put("UpdatedAt", Json.time(service.updatedAt()));
        json.set("Spec", spec.spec(service.spec()));
        ServiceSpec previous = service.previous();
        if (previous != null) {
            json.set("PreviousSpec", spec.spec(previous));
        }
        json.set("Endpoint", endpoint(service));
        UpdateStatus update = service.status();
        if (update != null) {
            json.set("UpdateStatus", update(update));
        }
        if (status) {
            json.set("ServiceStatus", count(service));
        }
        return json;
    }

    private static ObjectNode endpoint(LiveService service) {
        ObjectNode endpoint = Json.object();
        ObjectNode spec = endpoint.putObject("Spec");
        var declared = service.spec().endpoint();
        if (declared != null) {
            spec.put("Mode", declared.resolution().name().toLowerCase(java.util.Locale.ROOT));
            if (!declared.ports().isEmpty()) {
                spec.set("Ports", ServiceSpecJson.ports(declared.ports()));
            }
        }
        if (!service.ports().isEmpty()) {
            endpoint.set("Ports", ServiceSpecJson.ports(service.ports()));
        }
        if (!service.addresses().isEmpty()) {
            var addresses = endpoint.putArray("VirtualIPs");
            for (VirtualIp address : service.addresses()) {
                addresses
                        .addObject()
                        .put("NetworkID", address.networkId())
                        .put("Addr", address.address() + "/" + address.prefixLength());
            }
        }
        return endpoint;
    }

    private static ObjectNode update(UpdateStatus status) {
        ObjectNode json =
                Json.object().put("State", status.state().word()).put("StartedAt", Json.time(status.startedAt()));
        if (status.completedAt() != null) {
            json.put("CompletedAt", Json.time(status.completedAt()));
        }
        return json.put("Message", status.message());
    }

    private ObjectNode count(LiveService service) {
        List<TaskView> tasks = Pictures.tasks(world, service.id());
        long running = tasks.stream()
                .filter(task -> task.phase() == TaskPhase.RUNNING && task.active())
                .count();
        long wanted = service.spec().mode().shape() == ServiceMode.Shape.REPLICATED
                ? service.spec().mode().replicas()
                : tasks.stream().filter(TaskView::active).count();
        long completed = tasks.stream()
                .filter(task -> task.phase() == TaskPhase.COMPLETE)
                .count();
        return Json.object()
                .put("RunningTasks", running)
                .put("DesiredTasks", wanted)
                .put("CompletedTasks", service.spec().mode().isJob() ? completed : 0);
    }
}
