package io.rutter.engine.cluster;

import io.rutter.engine.service.spec.EndpointSpec;
import io.rutter.engine.service.spec.ServiceMode;
import io.rutter.engine.service.spec.ServicePort;
import io.rutter.engine.service.spec.ServiceSpec;
import io.rutter.engine.service.spec.TaskContainer;
import io.rutter.engine.service.spec.TaskPlacement;
import io.rutter.engine.service.spec.TaskResources;
import io.rutter.engine.service.spec.TaskRestart;
import io.rutter.engine.service.spec.TaskTemplate;
import io.rutter.engine.service.spec.UpdateConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Specifications for tests: a small service, and others that differ from it in one thing. */
record ServiceSpecs(
        String image,
        ServiceMode mode,
        TaskRestart restart,
        TaskPlacement placement,
        TaskResources reservations,
        UpdateConfig update,
        List<ServicePort> ports) {
    static final TaskRestart AT_ONCE = new TaskRestart(TaskRestart.Condition.ANY, Duration.ZERO, null, null);

    static ServiceSpecs replicas(long replicas) {
        return new ServiceSpecs(
                "web:1",
                ServiceMode.replicated(replicas),
                AT_ONCE,
                TaskPlacement.ANYWHERE,
                TaskResources.NONE,
                UpdateConfig.DEFAULT,
                List.of());
    }

    ServiceSpecs image(String other) {
        return new ServiceSpecs(other, mode, restart, placement, reservations, update, ports);
    }

    ServiceSpecs mode(ServiceMode other) {
        return new ServiceSpecs(image, other, restart, placement, reservations, update, ports);
    }

    ServiceSpecs restart(TaskRestart other) {
        return new ServiceSpecs(image, mode, other, placement, reservations, update, ports);
    }

    ServiceSpecs constraint(String constraint) {
        return new ServiceSpecs(
                image,
                mode,
                restart,
                new TaskPlacement(List.of(constraint), List.of(), 0, List.of()),
                reservations,
                update,
                ports);
    }

    ServiceSpecs memory(long bytes) {
        return new ServiceSpecs(
                image, mode, restart, placement, new TaskResources(0, bytes, 0, List.of()), update, ports);
    }

    ServiceSpecs update(UpdateConfig other) {
        return new ServiceSpecs(image, mode, restart, placement, reservations, other, ports);
    }

    ServiceSpecs port(int target, int published) {
        return new ServiceSpecs(
                image,
                mode,
                restart,
                placement,
                reservations,
                update,
                List.of(new ServicePort("", "tcp", target, published, ServicePort.PublishMode.INGRESS)));
    }

    ServiceSpec named(String name) {
        return new ServiceSpec(
                name,
                Map.of(),
                new TaskTemplate(
                        container(image), TaskResources.NONE, reservations, restart, placement, 0, "", List.of(), null),
                mode,
                update,
                null,
                new EndpointSpec(EndpointSpec.Resolution.VIP, ports));
    }

    private static TaskContainer container(String image) {
        return new TaskContainer(
                image,
                Map.of(),
                List.of(),
                List.of(),
                "",
                List.of("SLOT={{.Task.Slot}}"),
                "",
                "",
                List.of(),
                null,
                false,
                false,
                false,
                List.of(),
                "",
                null,
                null,
                List.of(),
                null,
                List.of(),
                List.of(),
                "",
                null,
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                0);
    }
}
