package io.rutter.engine.reconcile.service;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What to do for a service now.
 *
 * @param wakeAt when to plan again though nothing has happened; null for never
 */
public record ServicePlan(List<TaskStep> steps, @Nullable Instant wakeAt) {
    public ServicePlan {
        steps = List.copyOf(steps);
    }

    /** A step a line. */
    public String text() {
        return steps.stream().map(TaskStep::text).collect(Collectors.joining("\n"))
                + (wakeAt == null ? "" : (steps.isEmpty() ? "" : "\n") + "look again at " + wakeAt);
    }
}
