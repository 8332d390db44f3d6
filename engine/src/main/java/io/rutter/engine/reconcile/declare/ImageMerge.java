package io.rutter.engine.reconcile.declare;

import io.rutter.engine.container.spec.ContainerConfig;
import io.rutter.engine.container.spec.Healthcheck;
import io.rutter.engine.image.ImageConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The user's configuration over the image's, as Docker merges them. */
public final class ImageMerge {
    private ImageMerge() {}

    public static ContainerConfig merge(ContainerConfig user, ImageConfig image) {
        List<String> entrypoint = user.entrypoint();
        boolean ownCmd = user.cmd() != null && !user.cmd().isEmpty();
        List<String> cmd = entrypoint != null && !entrypoint.isEmpty() || ownCmd ? user.cmd() : image.cmd();
        return new ContainerConfig(
                user.image(),
                cmd,
                entrypoint != null ? cleared(entrypoint) : emptyToNull(image.entrypoint()),
                env(user.env(), image.env()),
                user.user().isEmpty() ? image.user() : user.user(),
                user.workingDir().isEmpty() ? image.workingDir() : user.workingDir(),
                labels(user.labels(), image.labels()),
                user.tty(),
                user.openStdin(),
                user.stdinOnce(),
                user.attachStdin(),
                user.attachStdout(),
                user.attachStderr(),
                user.hostname(),
                user.domainname(),
                union(user.exposedPorts(), image.exposedPorts()),
                union(user.volumes(), image.volumes()),
                user.stopSignal() == null || user.stopSignal().isEmpty() ? image.stopSignal() : user.stopSignal(),
                user.stopTimeoutSeconds(),
                healthcheck(user.healthcheck(), image.healthcheck()),
                user.argsEscaped(),
                user.networkDisabled(),
                user.macAddress(),
                emptyToNull(image.onBuild()),
                user.shell() == null ? emptyToNull(image.shell()) : user.shell());
    }

    /** An entrypoint of one empty word says that there shall be none. */
    private static @Nullable List<String> cleared(List<String> entrypoint) {
        boolean none = entrypoint.isEmpty()
                || entrypoint.size() == 1 && entrypoint.getFirst().isEmpty();
        return none ? null : entrypoint;
    }

    private static @Nullable List<String> emptyToNull(List<String> list) {
        return list.isEmpty() ? null : list;
    }

    private static List<String> env(List<String> user, List<String> image) {
        Set<String> set = user.stream().map(ImageMerge::variable).collect(Collectors.toSet());
        var merged = new ArrayList<>(user);
        image.stream().filter(line -> !set.contains(variable(line))).forEach(merged::add);
        return merged;
    }

    private static String variable(String line) {
        int equals = line.indexOf('=');
        return equals < 0 ? line : line.substring(0, equals);
    }

    private static Map<String, String> labels(Map<String, String> user, Map<String, String> image) {
        var merged = new LinkedHashMap<>(image);
        merged.putAll(user);
        return merged;
    }

    private static List<String> union(List<String> user, List<String> image) {
        var merged = new LinkedHashSet<>(user);
        merged.addAll(image);
        return List.copyOf(merged);
    }

    private static @Nullable Healthcheck healthcheck(
            @Nullable Healthcheck user, ImageConfig.@Nullable HealthcheckConfig image) {
        if (image == null) {
            return user;
        }
        Healthcheck base = new Healthcheck(
                image.test(),
                Duration.ofNanos(image.intervalNanos()),
                Duration.ofNanos(image.timeoutNanos()),
                Duration.ofNanos(image.startPeriodNanos()),
                Duration.ofNanos(image.startIntervalNanos()),
                image.retries());
        if (user == null) {
            return base;
        }
        return new Healthcheck(
                user.test().isEmpty() ? base.test() : user.test(),
                user.interval().isZero() ? base.interval() : user.interval(),
                user.timeout().isZero() ? base.timeout() : user.timeout(),
                user.startPeriod().isZero() ? base.startPeriod() : user.startPeriod(),
                user.startInterval().isZero() ? base.startInterval() : user.startInterval(),
                user.retries() == 0 ? base.retries() : user.retries());
    }

    static ContainerConfig withHostname(ContainerConfig config, String hostname) {
        return new ContainerConfig(
                config.image(),
                config.cmd(),
                config.entrypoint(),
                config.env(),
                config.user(),
                config.workingDir(),
                config.labels(),
                config.tty(),
                config.openStdin(),
                config.stdinOnce(),
                config.attachStdin(),
                config.attachStdout(),
                config.attachStderr(),
                hostname,
                config.domainname(),
                config.exposedPorts(),
                config.volumes(),
                config.stopSignal(),
                config.stopTimeoutSeconds(),
                config.healthcheck(),
                config.argsEscaped(),
                config.networkDisabled(),
                config.macAddress(),
                config.onBuild(),
                config.shell());
    }
}
