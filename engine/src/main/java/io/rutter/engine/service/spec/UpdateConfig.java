package io.rutter.engine.service.spec;

import io.rutter.engine.entity.Wire;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How tasks are replaced by those of another version. Source: Docker Engine API 1.51, ServiceSpec.UpdateConfig.
 *
 * @param parallelism how many slots at once; 0 for all
 * @param delay between one replaced task running and the next one in its place in line
 * @param monitor how long a replaced task is watched for failure; null for 5 seconds
 * @param maxFailureRatio share of the slots that may fail, 0 to 1
 */
public record UpdateConfig(
        long parallelism,
        Duration delay,
        FailureAction failureAction,
        @Nullable Duration monitor,
        double maxFailureRatio,
        UpdateOrder order)
        implements Wire {
    public static final Duration DEFAULT_MONITOR = Duration.ofSeconds(5);
    public static final UpdateConfig DEFAULT =
            new UpdateConfig(1, Duration.ZERO, FailureAction.PAUSE, DEFAULT_MONITOR, 0, UpdateOrder.STOP_FIRST);

    public UpdateConfig {
        delay = delay == null ? Duration.ZERO : delay;
        failureAction = failureAction == null ? FailureAction.PAUSE : failureAction;
        order = order == null ? UpdateOrder.STOP_FIRST : order;
    }

    /** What to do when too many fail. */
    public enum FailureAction {
        PAUSE,
        CONTINUE,
        ROLLBACK
    }

    /** Which of the old and the new task goes first. */
    public enum UpdateOrder {
        STOP_FIRST,
        START_FIRST
    }

    public Duration monitorOrDefault() {
        return monitor == null || monitor.isZero() ? DEFAULT_MONITOR : monitor;
    }
}
