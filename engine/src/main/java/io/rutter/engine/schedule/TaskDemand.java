package io.rutter.engine.schedule;

import io.rutter.engine.service.LiveService;
import io.rutter.engine.service.spec.Constraint;
import io.rutter.engine.service.spec.ServicePort;
import io.rutter.engine.service.spec.TaskPlacement;
import io.rutter.engine.service.spec.TaskPlacement.TaskPlatform;
import io.rutter.engine.service.spec.TaskResources;
import java.util.List;
import java.util.Optional;

/**
 * What a task of a service needs of a node; all tasks of one version need the same.
 *
 * @param nanoCpus reserved; 0 for none
 * @param memoryBytes reserved; 0 for none
 * @param spreadOver labels over whose values tasks are spread, the most important first
 * @param maxReplicas tasks of the service on one node; 0 for no limit
 * @param platforms any of them will do; empty for all
 * @param hostPorts to publish on the node itself, as {@code tcp/80}
 */
public record TaskDemand(
        String serviceId,
        long nanoCpus,
        long memoryBytes,
        List<Constraint> constraints,
        List<String> spreadOver,
        long maxReplicas,
        List<TaskPlatform> platforms,
        List<String> hostPorts) {
    public TaskDemand {
        constraints = List.copyOf(constraints);
        spreadOver = List.copyOf(spreadOver);
        platforms = List.copyOf(platforms);
        hostPorts = List.copyOf(hostPorts);
    }

    /** What tasks of the present version need. */
    public static TaskDemand of(LiveService service) {
        TaskResources reserved = service.spec().task().reservations();
        TaskPlacement placement = service.spec().task().placementOrDefault();
        return new TaskDemand(
                service.id(),
                reserved.nanoCpus(),
                reserved.memoryBytes(),
                placement.constraints().stream()
                        .map(Constraint::parse)
                        .flatMap(Optional::stream)
                        .toList(),
                placement.spreadOver(),
                placement.maxReplicas(),
                placement.platforms(),
                service.ports().stream()
                        .filter(port -> port.mode() == ServicePort.PublishMode.HOST && port.publishedPort() != 0)
                        .map(port -> port.protocol() + "/" + port.publishedPort())
                        .toList());
    }
}
