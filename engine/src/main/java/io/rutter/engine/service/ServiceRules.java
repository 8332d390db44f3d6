package io.rutter.engine.service;

import io.rutter.engine.entity.Problem;
import io.rutter.engine.entity.SwarmRefusal;
import io.rutter.engine.service.spec.Constraint;
import io.rutter.engine.service.spec.EndpointSpec;
import io.rutter.engine.service.spec.Placeholders;
import io.rutter.engine.service.spec.ServiceMode;
import io.rutter.engine.service.spec.ServicePort;
import io.rutter.engine.service.spec.ServiceSpec;
import io.rutter.engine.service.spec.TaskContainer;
import io.rutter.engine.service.spec.TaskHealthcheck;
import io.rutter.engine.service.spec.TaskMount;
import io.rutter.engine.service.spec.TaskResources;
import io.rutter.engine.service.spec.TaskRestart;
import io.rutter.engine.service.spec.UpdateConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a specification must be like on its own, in the words of Docker's swarm mode. */
final class ServiceRules {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9](?:[-_]*[A-Za-z0-9]+)*");
    private static final int NAME_LENGTH = 63;
    private static final long LEAST_MEMORY_BYTES = 4L << 20;
    private static final Pattern BLANK_OR_CONTROL = Pattern.compile("[\\s\\p{Cntrl}]");
    private static final long LEAST_NANO_CPUS = 1_000_000;
    private static final Duration LEAST_HEALTH_TIME = Duration.ofMillis(1);

    private ServiceRules() {}

    static Optional<Problem> check(ServiceSpec spec) {
        String wrong = firstOf(List.of(
                () -> name(spec.name()),
                () -> container(spec.task().container()),
                () -> resources(spec.task().limits()),
                () -> resources(spec.task().reservations()),
                () -> restart(spec.task().restartOrDefault()),
                () -> Constraint.firstWrong(spec.task().placementOrDefault().constraints()),
                () -> update(spec.updateOrDefault()),
                () -> update(spec.rollbackOrDefault()),
                () -> endpoint(spec.endpointOrDefault()),
                () -> mode(spec.mode())));
        if (wrong != null) {
            return Optional.of(SwarmRefusal.invalid(wrong));
        }
        return Optional.ofNullable(NotYet.in(spec)).map(Problem.Missing::new);
    }

    /** One rule: null when it is kept. */
    private interface Rule {
        @Nullable
        String wrong();
    }

    private static @Nullable String firstOf(List<Rule> rules) {
        for (Rule rule : rules) {
            String wrong = rule.wrong();
            if (wrong != null) {
                return wrong;
            }
        }
        return null;
    }

    private static @Nullable String name(String name) {
        if (name.isEmpty()) {
            return "meta: name must be provided";
        }
        if (!NAME.matcher(name).matches()) {
            return "name must be valid as a DNS name component";
        }
        return name.length() > NAME_LENGTH ? "name must be 63 characters or fewer" : null;
    }

    private static @Nullable String container(TaskContainer container) {
        if (container.image().isEmpty()) {
            return "ContainerSpec: image reference must be provided";
        }
        if (BLANK_OR_CONTROL.matcher(container.image()).find()) {
            return "ContainerSpec: \"" + container.image() + "\" is not a valid repository/tag";
        }
        var targets = new HashSet<String>();
        for (TaskMount mount : container.mounts()) {
            if (mount.target().isEmpty()) {
                return "invalid mount target, must be an absolute path: " + mount.target();
            }
            if (!targets.add(mount.target())) {
                return "ContainerSpec: duplicate mount point: " + mount.target();
            }
        }
        String unknown = placeholder(container);
        if (unknown != null) {
            return "expanding placeholders failed: nothing is known as " + unknown;
        }
        TaskHealthcheck health = container.healthcheck();
        return health == null ? null : health(health);
    }

    private static @Nullable String placeholder(TaskContainer container) {
        var texts = new ArrayList<>(container.env());
        texts.add(container.hostname());
        container.mounts().forEach(mount -> texts.add(mount.source()));
        container.mounts().forEach(mount -> texts.add(mount.target()));
        return texts.stream()
                .map(Placeholders::firstUnknown)
                .filter(unknown -> unknown != null)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String health(TaskHealthcheck health) {
        if (tooShort(health.interval())) {
            return "ContainerSpec: Interval in HealthConfig cannot be less than 1ms";
        }
        if (tooShort(health.timeout())) {
            return "ContainerSpec: Timeout in HealthConfig cannot be less than 1ms";
        }
        if (tooShort(health.startPeriod())) {
            return "ContainerSpec: StartPeriod in HealthConfig cannot be less than 1ms";
        }
        return health.retries() < 0 ? "ContainerSpec: Retries in HealthConfig cannot be negative" : null;
    }

    private static boolean tooShort(Duration time) {
        return !time.isZero() && time.compareTo(LEAST_HEALTH_TIME) < 0;
    }

    private static @Nullable String resources(TaskResources resources) {
        if (resources.nanoCpus() != 0 && resources.nanoCpus() < LEAST_NANO_CPUS) {
            return "invalid cpu value " + resources.nanoCpus() / 1e9 + ": Must be at least 0.001";
        }
        if (resources.memoryBytes() != 0 && resources.memoryBytes() < LEAST_MEMORY_BYTES) {
            return "invalid memory value " + resources.memoryBytes() + ": Must be at least 4MiB";
        }
        return null;
    }

    private static @Nullable String restart(TaskRestart restart) {
        if (restart.delayOrDefault().isNegative()) {
            return "TaskSpec: restart-delay cannot be negative";
        }
        Duration window = restart.window();
        return window != null && window.isNegative() ? "TaskSpec: restart-window cannot be negative" : null;
    }

    private static @Nullable String update(UpdateConfig update) {
        if (update.delay().isNegative()) {
            return "TaskSpec: update-delay cannot be negative";
        }
        if (update.monitorOrDefault().isNegative()) {
            return "TaskSpec: update-monitor cannot be negative";
        }
        return update.maxFailureRatio() < 0 || update.maxFailureRatio() > 1
                ? "TaskSpec: update-maxfailureratio cannot be less than 0 or bigger than 1"
                : null;
    }

    private static @Nullable String endpoint(EndpointSpec endpoint) {
        var published = new HashSet<String>();
        for (ServicePort port : endpoint.ports()) {
            boolean ingress = port.mode() == ServicePort.PublishMode.INGRESS;
            if (ingress && endpoint.resolution() == EndpointSpec.Resolution.DNSRR) {
                return "EndpointSpec: port published with ingress mode can't be used with dnsrr mode";
            }
            if (port.targetPort() == 0) {
                return "EndpointSpec: target port is required";
            }
            if (port.publishedPort() != 0 && !published.add(port.protocol() + "/" + port.publishedPort())) {
                return "EndpointSpec: duplicate published ports provided";
            }
        }
        return null;
    }

    private static @Nullable String mode(ServiceMode mode) {
        return mode.replicas() < 0 ? "Number of replicas must be non-negative" : null;
    }
}
