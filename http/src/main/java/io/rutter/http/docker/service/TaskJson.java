package io.rutter.http.docker.service;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.service.spec.TaskPlacement;
import io.rutter.engine.service.spec.TaskResources;
import io.rutter.engine.service.spec.TaskRestart;
import io.rutter.engine.service.spec.TaskTemplate;
import io.rutter.engine.service.spec.TaskTemplate.NetworkAttachment;
import io.rutter.engine.service.spec.TaskTemplate.TaskLogDriver;
import io.rutter.http.docker.json.Json;
import io.rutter.http.docker.json.Sparse;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code TaskTemplate} of a service, and {@code Spec} of a task, in an answer.
 *
 * @param defaults whether what was not said is shown as what it means
 */
public record TaskJson(boolean defaults) {
    public ObjectNode template(TaskTemplate task) {
        ObjectNode resources = new Sparse()
                .always("Limits", resources(task.limits()))
                .always("Reservations", resources(task.reservations()))
                .object();
        var json = new Sparse()
                .always("ContainerSpec", new TaskContainerJson(defaults).container(task.container()))
                .always("Resources", resources)
                .node("RestartPolicy", restart(task.restart()));
        ObjectNode placement = placement(task.placement());
        if (placement != null) {
            json.always("Placement", placement);
        }
        return json.node("Networks", networks(task.networks()))
                .node("LogDriver", log(task.logDriver()))
                .always("ForceUpdate", Json.object().numberNode(task.forceUpdate()))
                .text("Runtime", task.runtime().isEmpty() && defaults ? "container" : task.runtime())
                .object();
    }

    private static ObjectNode resources(TaskResources resources) {
        ArrayNode generic = Json.array();
        for (var each : resources.generic()) {
            if (each.name().isEmpty()) {
                generic.addObject()
                        .putObject("DiscreteResourceSpec")
                        .put("Kind", each.kind())
                        .put("Value", each.count());
            } else {
                generic.addObject()
                        .putObject("NamedResourceSpec")
                        .put("Kind", each.kind())
                        .put("Value", each.name());
            }
        }
        return new Sparse()
                .number("NanoCPUs", resources.nanoCpus())
                .number("MemoryBytes", resources.memoryBytes())
                .number("Pids", resources.pids())
                .node("GenericResources", generic)
                .object();
    }

    private @Nullable ObjectNode restart(@Nullable TaskRestart restart) {
        if (restart == null && !defaults) {
            return null;
        }
        TaskRestart shown = restart == null ? TaskRestart.DEFAULT : restart;
        var json = new Sparse()
                .text(
                        "Condition",
                        shown.condition().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .nanosOrNull("Delay", defaults ? shown.delayOrDefault() : shown.delay());
        Long attempts = shown.maxAttempts();
        if (attempts != null || defaults) {
            json.always("MaxAttempts", Json.object().numberNode(shown.attemptLimit()));
        }
        return json.nanosOrNull("Window", shown.window()).object();
    }

    private @Nullable ObjectNode placement(@Nullable TaskPlacement placement) {
        if (placement == null) {
            return defaults ? Json.object() : null;
        }
        ArrayNode preferences = Json.array();
        placement
                .spreadOver()
                .forEach(label -> preferences.addObject().putObject("Spread").put("SpreadDescriptor", label));
        ArrayNode platforms = Json.array();
        placement
                .platforms()
                .forEach(platform -> platforms.add(new Sparse()
                        .text("Architecture", platform.architecture())
                        .text("OS", platform.os())
                        .object()));
        return new Sparse()
                .texts("Constraints", placement.constraints())
                .node("Preferences", preferences)
                .number("MaxReplicas", placement.maxReplicas())
                .node("Platforms", platforms)
                .object();
    }

    private static ArrayNode networks(List<NetworkAttachment> networks) {
        ArrayNode array = Json.array();
        for (NetworkAttachment network : networks) {
            array.add(new Sparse()
                    .text("Target", network.target())
                    .texts("Aliases", network.aliases())
                    .map("DriverOpts", network.driverOpts())
                    .object());
        }
        return array;
    }

    private static @Nullable ObjectNode log(@Nullable TaskLogDriver log) {
        return log == null
                ? null
                : new Sparse()
                        .text("Name", log.name())
                        .map("Options", log.options())
                        .object();
    }
}
