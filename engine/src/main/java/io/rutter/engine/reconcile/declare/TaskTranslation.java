package io.rutter.engine.reconcile.declare;

import io.rutter.engine.container.TaskOwner;
import io.rutter.engine.container.spec.ContainerConfig;
import io.rutter.engine.container.spec.ContainerSpec;
import io.rutter.engine.container.spec.EndpointConfig;
import io.rutter.engine.container.spec.Healthcheck;
import io.rutter.engine.container.spec.HostConfig;
import io.rutter.engine.container.spec.HostConfig.LogConfig;
import io.rutter.engine.container.spec.NetworkSetup;
import io.rutter.engine.container.spec.NetworkSetup.PortBinding;
import io.rutter.engine.container.spec.RestartPolicy;
import io.rutter.engine.node.Node.LiveNode;
import io.rutter.engine.service.LiveService;
import io.rutter.engine.service.spec.Placeholders;
import io.rutter.engine.service.spec.ServicePort;
import io.rutter.engine.service.spec.ServicePort.PublishMode;
import io.rutter.engine.service.spec.TaskContainer;
import io.rutter.engine.service.spec.TaskHealthcheck;
import io.rutter.engine.service.spec.TaskTemplate;
import io.rutter.engine.service.spec.TaskTemplate.NetworkAttachment;
import io.rutter.engine.service.spec.TaskTemplate.TaskLogDriver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A task of a service as a container.
 *
 * @param ingressId the ingress network; empty where there is none
 * @param networkNames of attached networks, by id, for those that are modes of their own
 */
public record TaskTranslation(
        LiveService service, TaskOwner owner, LiveNode node, String ingressId, Map<String, String> networkNames) {
    private static final String LABEL = "com.docker.swarm.";

    /** The container's name: service, slot and task, or node and task. */
    public static String name(TaskOwner owner) {
        return owner.serviceName() + "." + owner.slot() + "." + owner.taskId();
    }

    public NewContainer container() {
        TaskTemplate task = service.spec().task();
        var filled = new Placeholders(
                Map.of(
                        "Service.ID", service.id(),
                        "Service.Name", service.name(),
                        "Node.ID", node.id(),
                        "Node.Hostname", node.description().hostname(),
                        "Node.Platform.Architecture", node.description().architecture(),
                        "Node.Platform.OS", node.description().os(),
                        "Task.ID", owner.taskId(),
                        "Task.Name", name(owner),
                        "Task.Slot", owner.slot()),
                service.spec().labels());
        List<EndpointConfig> endpoints = endpoints(task);
        var spec = new ContainerSpec(config(task, filled), host(task, filled, endpoints), endpoints, "");
        return new NewContainer(name(owner), spec, owner);
    }

    private ContainerConfig config(TaskTemplate task, Placeholders filled) {
        TaskContainer container = task.container();
        return new ContainerConfig(
                container.image(),
                container.args().isEmpty() ? null : container.args(),
                container.command().isEmpty() ? null : container.command(),
                container.env().stream().map(filled::fill).toList(),
                container.user(),
                container.dir(),
                labels(container),
                container.tty(),
                container.openStdin(),
                false,
                false,
                false,
                false,
                filled.fill(container.hostname()),
                "",
                service.ports().stream()
                        .map(TaskTranslation::exposed)
                        .distinct()
                        .toList(),
                List.of(),
                container.stopSignal().isEmpty() ? null : container.stopSignal(),
                seconds(container.stopGracePeriod()),
                health(container.healthcheck()),
                false,
                false,
                null,
                null,
                null);
    }

    private Map<String, String> labels(TaskContainer container) {
        var labels = new LinkedHashMap<>(container.labels());
        labels.put(LABEL + "node.id", node.id());
        labels.put(LABEL + "service.id", service.id());
        labels.put(LABEL + "service.name", service.name());
        labels.put(LABEL + "task", "");
        labels.put(LABEL + "task.id", owner.taskId());
        labels.put(LABEL + "task.name", name(owner));
        return labels;
    }

    private static @Nullable Integer seconds(@Nullable Duration grace) {
        return grace == null ? null : Math.toIntExact(grace.plusMillis(999).toSeconds());
    }

    private static @Nullable Healthcheck health(@Nullable TaskHealthcheck check) {
        return check == null
                ? null
                : new Healthcheck(
                        check.test(),
                        check.interval(),
                        check.timeout(),
                        check.startPeriod(),
                        check.startInterval(),
                        check.retries());
    }

    private HostConfig host(TaskTemplate task, Placeholders filled, List<EndpointConfig> endpoints) {
        TaskContainer container = task.container();
        TaskLogDriver log = task.logDriver();
        return new HostConfig(
                TaskLimits.of(task),
                TaskSecurity.of(container),
                network(container, endpoints),
                List.of(),
                TaskMounts.of(container.mounts(), filled),
                Map.of(),
                List.of(),
                "",
                RestartPolicy.NEVER,
                false,
                log == null ? LogConfig.DEFAULT : new LogConfig(log.name(), log.options()),
                0,
                container.sysctls(),
                container.init(),
                "",
                Map.of(),
                Map.of(),
                "",
                null);
    }

    private NetworkSetup network(TaskContainer container, List<EndpointConfig> endpoints) {
        var dns = container.dns();
        var bindings = new LinkedHashMap<String, List<PortBinding>>();
        for (ServicePort port : service.ports()) {
            if (port.mode() == PublishMode.HOST) {
                String published = port.publishedPort() == 0 ? "" : Integer.toString(port.publishedPort());
                bindings.put(exposed(port), List.of(new PortBinding("", published)));
            }
        }
        return new NetworkSetup(
                endpoints.isEmpty() ? "default" : endpoints.getFirst().network(),
                bindings,
                false,
                dns == null ? List.of() : dns.nameservers(),
                dns == null ? List.of() : dns.options(),
                dns == null ? List.of() : dns.search(),
                extraHosts(container.hosts()),
                List.of());
    }

    private static String exposed(ServicePort port) {
        return port.targetPort() + "/" + port.protocol();
    }

    /** From {@code IP name [alias...]} to {@code name:IP}. */
    private static List<String> extraHosts(List<String> hosts) {
        var extra = new ArrayList<String>();
        for (String line : hosts) {
            String[] words = line.trim().split("\\s+");
            for (int i = 1; i < words.length; i++) {
                extra.add(words[i] + ":" + words[0]);
            }
        }
        return extra;
    }

    /** The service's networks, then the ingress network when a port is published there. */
    private List<EndpointConfig> endpoints(TaskTemplate task) {
        var endpoints = new ArrayList<EndpointConfig>();
        for (NetworkAttachment network : task.networks()) {
            String name = networkNames.getOrDefault(network.target(), network.target());
            boolean mode = name.equals("host") || name.equals("none") || name.equals("bridge");
            endpoints.add(endpoint(mode ? name : network.target(), network.driverOpts()));
        }
        boolean published = service.ports().stream().anyMatch(port -> port.mode() == PublishMode.INGRESS);
        if (published && !ingressId.isEmpty()) {
            endpoints.add(endpoint(ingressId, Map.of()));
        }
        return endpoints;
    }

    /** Aliases are the service's and stand for its address, not for a task's. */
    private static EndpointConfig endpoint(String network, Map<String, String> driverOpts) {
        return new EndpointConfig(network, List.of(), "", "", "", List.of(), driverOpts, 0);
    }
}
