package io.rutter.engine.reconcile.declare;

import io.rutter.engine.container.spec.MountSpec;
import io.rutter.engine.service.spec.Placeholders;
import io.rutter.engine.service.spec.TaskMount;
import java.util.List;

/** What a task mounts, as its container's mounts. */
final class TaskMounts {
    private TaskMounts() {}

    static List<MountSpec> of(List<TaskMount> mounts, Placeholders filled) {
        return mounts.stream().map(mount -> mount(mount, filled)).toList();
    }

    private static MountSpec mount(TaskMount mount, Placeholders filled) {
        return new MountSpec(
                mount.type(),
                filled.fill(mount.source()),
                filled.fill(mount.target()),
                mount.readOnly(),
                mount.consistency(),
                mount.propagation(),
                mount.nonRecursive(),
                mount.createMountpoint(),
                mount.volumeNoCopy(),
                mount.volumeLabels(),
                mount.volumeDriver().isEmpty() ? null : mount.volumeDriver(),
                mount.volumeDriverOptions(),
                mount.volumeSubpath(),
                mount.tmpfsSizeBytes(),
                mount.tmpfsMode(),
                false);
    }
}
