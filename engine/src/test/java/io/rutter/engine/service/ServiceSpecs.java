package io.rutter.engine.service;

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
public record ServiceSpecs(
        String image,
        List<String> env,
        ServiceMode mode,
        TaskRestart restart,
        TaskPlacement placement,
        TaskResources limits,
        TaskResources reservations,
        UpdateConfig update,
        List<ServicePort> ports) {
    public static final TaskRestart AT_ONCE = new TaskRestart(TaskRestart.Condition.ANY, Duration.ZERO, null, null);

    public static ServiceSpecs replicas(long replicas) {
        return new ServiceSpecs(
                "web:1",
                List.of("SLOT={{.Task.Slot}}"),
                ServiceMode.replicated(replicas),
                AT_ONCE,
                TaskPlacement.ANYWHERE,
                TaskResources.NONE,
                TaskResources.NONE,
                UpdateConfig.DEFAULT,
                List.of());
    }

    public ServiceSpecs image(String other) {
        return new ServiceSpecs(other, env, mode, restart, placement, limits, reservations, update, ports);
    }

    public ServiceSpecs env(String... other) {
        return new ServiceSpecs(image, List.of(other), mode, restart, placement, limits, reservations, update, ports);
    }

    /** At the most so much memory. */
    public ServiceSpecs limit(long bytes) {
        TaskResources most = new TaskResources(0, bytes, 0, List.of());
        return new ServiceSpecs(image, env, mode, restart, placement, most, reservations, update, ports);
    }

    public ServiceSpecs mode(ServiceMode other) {
        return new ServiceSpecs(image, env, other, restart, placement, limits, reservations, update, ports);
    }

    public ServiceSpecs restart(TaskRestart other) {
        return new ServiceSpecs(image, env, mode, other, placement, limits, reservations, update, ports);
    }

    public ServiceSpecs constraint(String constraint) {
        return new ServiceSpecs(
                image,
                env,
                mode,
                restart,
                new TaskPlacement(List.of(constraint), List.of(), 0, List.of()),
                limits,
                reservations,
                update,
                ports);
    }

    public ServiceSpecs memory(long bytes) {
        return new ServiceSpecs(
                image, env, mode, restart, placement, limits, new TaskResources(0, bytes, 0, List.of()), update, ports);
    }

    public ServiceSpecs update(UpdateConfig other) {
        return new ServiceSpecs(image, env, mode, restart, placement, limits, reservations, other, ports);
    }

    public ServiceSpecs port(int target, int published) {
        return new ServiceSpecs(
                image,
                env,
                mode,
                restart,
                placement,
                limits,
                reservations,
                update,
                List.of(new ServicePort("", "tcp", target, published, ServicePort.PublishMode.INGRESS)));
    }

    public ServiceSpec named(String name) {
        return new ServiceSpec(
                name,
                Map.of(),
                new TaskTemplate(container(), limits, reservations, restart, placement, 0, "", List.of(), null),
                mode,
                update,
                null,
                new EndpointSpec(EndpointSpec.Resolution.VIP, ports));
    }

    private TaskContainer container() {
        return new TaskContainer(
                image, Map.of(), List.of(), List.of(), "", env, "", "", List.of(), null, false, false, false, List.of(),
                "", null, null, List.of(), null, List.of(), List.of(), "", null, Map.of(), List.of(), List.of(),
                List.of(), 0);
    }
}
