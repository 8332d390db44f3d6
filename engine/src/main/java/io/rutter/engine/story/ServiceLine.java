package io.rutter.engine.story;

import io.rutter.engine.service.spec.EndpointSpec;
import io.rutter.engine.service.spec.ServiceMode;
import io.rutter.engine.service.spec.ServicePort;
import io.rutter.engine.service.spec.ServiceSpec;
import io.rutter.engine.service.spec.TaskContainer;
import io.rutter.engine.service.spec.TaskRestart;
import io.rutter.engine.service.spec.TaskTemplate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** The {@code docker service create} line that makes a service like one that is, or was, there. */
public final class ServiceLine {
    private final List<String> words = new ArrayList<>(List.of("docker", "service", "create"));

    private final UnaryOperator<String> networkName;

    private ServiceLine(UnaryOperator<String> networkName) {
        this.networkName = networkName;
    }

    /** @param networkName what people call the network that a spec names by its id; what it does not know stays as it is */
    public static String of(ServiceSpec spec, UnaryOperator<String> networkName) {
        var line = new ServiceLine(networkName);
        line.option("--name", spec.name());
        line.mode(spec.mode());
        spec.labels().forEach((key, value) -> line.option("--label", key + "=" + value));
        line.template(spec.task());
        line.restart(spec.task().restartOrDefault());
        line.endpoint(spec.endpointOrDefault());
        line.container(spec.task().container());
        return String.join(" ", line.words.stream().map(RunLine::quoted).toList());
    }

    private void mode(ServiceMode mode) {
        switch (mode.shape()) {
            case REPLICATED -> option("--replicas", Long.toString(mode.replicas()));
            case GLOBAL, GLOBAL_JOB -> option("--mode", mode.shape().word());
            case REPLICATED_JOB -> {
                option("--mode", mode.shape().word());
                option("--replicas", Long.toString(mode.totalCompletions()));
            }
        }
    }

    private void template(TaskTemplate task) {
        task.networks().forEach(network -> option("--network", networkName.apply(network.target())));
        task.placementOrDefault().constraints().forEach(constraint -> option("--constraint", constraint));
        if (task.limits().memoryBytes() > 0) {
            option("--limit-memory", Long.toString(task.limits().memoryBytes()));
        }
        if (task.reservations().memoryBytes() > 0) {
            option("--reserve-memory", Long.toString(task.reservations().memoryBytes()));
        }
    }

    private void restart(TaskRestart restart) {
        if (restart.condition() != TaskRestart.Condition.ANY) {
            option(
                    "--restart-condition",
                    restart.condition().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        if (!restart.delayOrDefault().equals(TaskRestart.DEFAULT_DELAY)) {
            option("--restart-delay", duration(restart.delayOrDefault()));
        }
        if (restart.attemptLimit() > 0) {
            option("--restart-max-attempts", Long.toString(restart.attemptLimit()));
        }
        if (restart.window() != null && !restart.window().isZero()) {
            option("--restart-window", duration(restart.window()));
        }
    }

    private static String duration(Duration duration) {
        return duration.getNano() == 0 ? duration.toSeconds() + "s" : duration.toNanos() + "ns";
    }

    private void endpoint(EndpointSpec endpoint) {
        if (endpoint.resolution() == EndpointSpec.Resolution.DNSRR) {
            option("--endpoint-mode", "dnsrr");
        }
        for (ServicePort port : endpoint.ports()) {
            String mode = port.mode().name().toLowerCase(Locale.ROOT);
            option(
                    "--publish",
                    "mode=" + mode + ",published=" + port.publishedPort() + ",target=" + port.targetPort()
                            + ",protocol=" + port.protocol());
        }
    }

    private void container(TaskContainer container) {
        container.env().forEach(variable -> option("--env", variable));
        container.labels().forEach((key, value) -> option("--container-label", key + "=" + value));
        option("--user", container.user());
        option("--workdir", container.dir());
        option("--hostname", container.hostname());
        if (!container.command().isEmpty()) {
            option("--entrypoint", String.join(" ", container.command()));
        }
        words.add(container.image());
        words.addAll(container.args());
    }

    private void option(String name, String value) {
        if (!value.isEmpty()) {
            words.add(name);
            words.add(value);
        }
    }
}
