package io.rutter.http.docker.image;

import io.rutter.engine.container.spec.ContainerConfig;
import io.rutter.engine.container.spec.Healthcheck;
import io.rutter.engine.image.ImageConfig;
import io.rutter.http.docker.json.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an image of a container says: what the request does, and else what the container does. */
final class CommitBody {
    private CommitBody() {}

    /**
     * @param asked the request's own configuration; may have no fields at all
     * @param base the image that the container was made from
     */
    static ImageConfig merged(Fields asked, ContainerConfig container, ImageConfig base) {
        List<String> entrypoint = asked.commandOrNull("Entrypoint");
        List<String> cmd = asked.commandOrNull("Cmd");
        boolean ownProgram = entrypoint != null && !entrypoint.isEmpty();
        if (!ownProgram && (cmd == null || cmd.isEmpty())) {
            cmd = container.cmd();
        }
        return new ImageConfig(
                base.architecture(),
                base.os(),
                base.variant(),
                null,
                base.author(),
                "",
                orNone(cmd),
                orNone(ownProgram ? entrypoint : container.entrypoint()),
                environment(asked.texts("Env"), container.env()),
                or(asked.text("User"), container.user()),
                or(asked.text("WorkingDir"), container.workingDir()),
                labels(container.labels(), asked.textMap("Labels")),
                union(asked.set("ExposedPorts"), container.exposedPorts()),
                union(asked.set("Volumes"), container.volumes()),
                or(asked.text("StopSignal"), container.stopSignal()),
                orNone(container.shell()),
                orNone(container.onBuild()),
                health(container.healthcheck()),
                base.diffIds(),
                base.history());
    }

    private static List<String> orNone(@Nullable List<String> list) {
        return list == null ? List.of() : list;
    }

    private static String or(String asked, @Nullable String otherwise) {
        return asked.isEmpty() && otherwise != null ? otherwise : asked;
    }

    private static List<String> environment(List<String> asked, List<String> container) {
        Set<String> names = asked.stream().map(CommitBody::name).collect(Collectors.toSet());
        var merged = new ArrayList<>(asked);
        container.stream().filter(line -> !names.contains(name(line))).forEach(merged::add);
        return merged;
    }

    private static String name(String variable) {
        int equals = variable.indexOf('=');
        return equals < 0 ? variable : variable.substring(0, equals);
    }

    private static Map<String, String> labels(Map<String, String> container, Map<String, String> asked) {
        var merged = new LinkedHashMap<>(container);
        merged.putAll(asked);
        return merged;
    }

    private static List<String> union(List<String> asked, List<String> container) {
        var merged = new LinkedHashSet<>(asked);
        merged.addAll(container);
        return List.copyOf(merged);
    }

    private static ImageConfig.@Nullable HealthcheckConfig health(@Nullable Healthcheck health) {
        return health == null
                ? null
                : new ImageConfig.HealthcheckConfig(
                        health.test(),
                        health.interval().toNanos(),
                        health.timeout().toNanos(),
                        health.startPeriod().toNanos(),
                        health.startInterval().toNanos(),
                        health.retries());
    }
}
