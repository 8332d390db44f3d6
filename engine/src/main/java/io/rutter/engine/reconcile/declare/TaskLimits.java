package io.rutter.engine.reconcile.declare;

import io.rutter.engine.container.spec.BlockLimits;
import io.rutter.engine.container.spec.Resources;
import io.rutter.engine.container.spec.Resources.Ulimit;
import io.rutter.engine.service.spec.TaskResources;
import io.rutter.engine.service.spec.TaskTemplate;
import java.util.List;

/** What a task may use, as its container's limits. */
final class TaskLimits {
    private TaskLimits() {}

    static Resources of(TaskTemplate task) {
        TaskResources limits = task.limits();
        List<Ulimit> ulimits = task.container().ulimits().stream()
                .map(each -> new Ulimit(each.name(), each.soft(), each.hard()))
                .toList();
        return new Resources(
                limits.memoryBytes(),
                task.reservations().memoryBytes(),
                0,
                null,
                null,
                limits.nanoCpus(),
                0,
                0,
                0,
                0,
                0,
                "",
                "",
                limits.pids() == 0 ? null : limits.pids(),
                0,
                ulimits,
                List.of(),
                List.of(),
                "",
                BlockLimits.NONE);
    }
}
