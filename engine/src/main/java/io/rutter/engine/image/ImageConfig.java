package io.rutter.engine.image;

import io.rutter.engine.entity.Copy;
import io.rutter.engine.entity.Wire;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an image says of itself. Source: OCI image configuration; the fields that Docker adds included.
 *
 * @param diffIds digests of the uncompressed layers, lowest first
 * @param healthcheckTest empty when the image has none
 */
public record ImageConfig(
        String architecture,
        String os,
        String variant,
        @Nullable Instant created,
        String author,
        String comment,
        List<String> cmd,
        List<String> entrypoint,
        List<String> env,
        String user,
        String workingDir,
        Map<String, String> labels,
        List<String> exposedPorts,
        List<String> volumes,
        @Nullable String stopSignal,
        List<String> shell,
        List<String> onBuild,
        @Nullable HealthcheckConfig healthcheck,
        List<String> diffIds,
        List<History> history)
        implements Wire {
    public ImageConfig {
        variant = Copy.text(variant);
        author = Copy.text(author);
        comment = Copy.text(comment);
        cmd = Copy.list(cmd);
        entrypoint = Copy.list(entrypoint);
        env = Copy.list(env);
        user = Copy.text(user);
        workingDir = Copy.text(workingDir);
        labels = Copy.map(labels);
        exposedPorts = Copy.list(exposedPorts);
        volumes = Copy.list(volumes);
        shell = Copy.list(shell);
        onBuild = Copy.list(onBuild);
        diffIds = Copy.list(diffIds);
        history = Copy.list(history);
    }

    /** Whether it was made from another by adding to it: the other's layers and history are the beginning of its own. */
    public boolean grewFrom(ImageConfig other) {
        boolean more = diffIds.size() > other.diffIds.size() || history.size() > other.history.size();
        boolean something = !other.diffIds.isEmpty() || !other.history.isEmpty();
        return more && something && begins(diffIds, other.diffIds) && begins(history, other.history);
    }

    private static boolean begins(List<?> whole, List<?> beginning) {
        return whole.size() >= beginning.size()
                && whole.subList(0, beginning.size()).equals(beginning);
    }

    /** How an image wants its containers' health tested; durations in nanoseconds, 0 inherits. */
    public record HealthcheckConfig(
            List<String> test,
            long intervalNanos,
            long timeoutNanos,
            long startPeriodNanos,
            long startIntervalNanos,
            int retries)
            implements Wire {
        public HealthcheckConfig {
            test = Copy.list(test);
        }
    }

    /** One step of how it was made. */
    public record History(
            @Nullable Instant created,
            String createdBy,
            String author,
            String comment,
            boolean emptyLayer,
            long sizeBytes)
            implements Wire {
        public History {
            createdBy = Copy.text(createdBy);
            author = Copy.text(author);
            comment = Copy.text(comment);
        }
    }
}
