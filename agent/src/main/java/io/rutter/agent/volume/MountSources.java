package io.rutter.agent.volume;

import io.rutter.engine.container.MountPoint;
import io.rutter.engine.entity.Problem;
import java.nio.file.Path;
import java.util.List;

/** Where the mounts of a container come from, or why one of them cannot be. */
public sealed interface MountSources {
    /** One for each mount point, in their order. */
    record ResolvedSources(List<MountSource> sources) implements MountSources {
        public ResolvedSources {
            sources = List.copyOf(sources);
        }
    }

    /** In Docker's words. Nothing is held. */
    record RefusedSources(Problem problem) implements MountSources {}

    /**
     * A mount point and its source.
     *
     * @param path on the host; {@code tmpfs} for a tmpfs, which has none
     */
    record MountSource(MountPoint point, Path path) {}
}
