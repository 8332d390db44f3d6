package io.rutter.http.docker.service;

import io.rutter.engine.service.spec.TaskPlacement;
import io.rutter.engine.service.spec.TaskPlacement.TaskPlatform;
import io.rutter.engine.service.spec.TaskResources;
import io.rutter.engine.service.spec.TaskResources.GenericResource;
import io.rutter.engine.service.spec.TaskRestart;
import io.rutter.engine.service.spec.TaskTemplate;
import io.rutter.engine.service.spec.TaskTemplate.NetworkAttachment;
import io.rutter.engine.service.spec.TaskTemplate.TaskLogDriver;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.docker.json.Fields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code TaskTemplate} in a request. */
final class TaskBody {
    private TaskBody() {}

    /** @param older networks as older clients give them, beside the template */
    static TaskTemplate read(Fields task, List<NetworkAttachment> older) {
        Fields resources = task.within("Resources", "swarm.ResourceRequirements");
        List<NetworkAttachment> networks = networks(task);
        return new TaskTemplate(
                TaskContainerBody.read(task.within("ContainerSpec", "swarm.ContainerSpec")),
                resources(resources.object("Limits", "swarm.Limit")),
                resources(resources.object("Reservations", "swarm.Resources")),
                restart(task.object("RestartPolicy", "swarm.RestartPolicy")),
                placement(task.object("Placement", "swarm.Placement")),
                task.number("ForceUpdate"),
                TaskContainerBody.unless("container", task.text("Runtime")),
                networks.isEmpty() ? older : networks,
                log(task.object("LogDriver", "swarm.Driver")));
    }

    static List<NetworkAttachment> networks(Fields fields) {
        return fields.objects("Networks", "swarm.NetworkAttachmentConfig").stream()
                .map(network -> new NetworkAttachment(
                        network.text("Target"), network.texts("Aliases"), network.textMap("DriverOpts")))
                .toList();
    }

    private static TaskResources resources(Optional<Fields> given) {
        if (given.isEmpty()) {
            return TaskResources.NONE;
        }
        Fields resources = given.get();
        var generic = new ArrayList<GenericResource>();
        for (Fields each : resources.objects("GenericResources", "swarm.GenericResource")) {
            each.object("NamedResourceSpec", "swarm.NamedGenericResource")
                    .ifPresent(named -> generic.add(new GenericResource(named.text("Kind"), named.text("Value"), 0)));
            each.object("DiscreteResourceSpec", "swarm.DiscreteGenericResource")
                    .ifPresent(counted ->
                            generic.add(new GenericResource(counted.text("Kind"), "", counted.number("Value"))));
        }
        return new TaskResources(
                resources.number("NanoCPUs"), resources.number("MemoryBytes"), resources.number("Pids"), generic);
    }

    private static @Nullable TaskRestart restart(Optional<Fields> given) {
        if (given.isEmpty()) {
            return null;
        }
        Fields restart = given.get();
        return new TaskRestart(
                condition(restart.text("Condition")),
                nanos(restart, "Delay"),
                restart.numberOrNull("MaxAttempts"),
                nanos(restart, "Window"));
    }

    private static @Nullable Duration nanos(Fields fields, String name) {
        Long nanos = fields.numberOrNull(name);
        return nanos == null ? null : Duration.ofNanos(nanos);
    }

    private static TaskRestart.Condition condition(String text) {
        return switch (text) {
            case "", "any" -> TaskRestart.Condition.ANY;
            case "on-failure" -> TaskRestart.Condition.ON_FAILURE;
            case "none" -> TaskRestart.Condition.NONE;
            default -> throw Refused.invalid("invalid RestartCondition: \"" + text + "\"");
        };
    }

    private static @Nullable TaskPlacement placement(Optional<Fields> given) {
        if (given.isEmpty()) {
            return null;
        }
        Fields placement = given.get();
        List<String> spread = placement.objects("Preferences", "swarm.PlacementPreference").stream()
                .map(preference -> preference.object("Spread", "swarm.SpreadOver"))
                .flatMap(Optional::stream)
                .map(over -> over.text("SpreadDescriptor"))
                .toList();
        List<TaskPlatform> platforms = placement.objects("Platforms", "swarm.Platform").stream()
                .map(platform -> new TaskPlatform(platform.text("Architecture"), platform.text("OS")))
                .toList();
        return new TaskPlacement(placement.texts("Constraints"), spread, placement.number("MaxReplicas"), platforms);
    }

    private static @Nullable TaskLogDriver log(Optional<Fields> given) {
        return given.map(driver -> new TaskLogDriver(driver.text("Name"), driver.textMap("Options")))
                .orElse(null);
    }
}
