package io.rutter.engine.service.spec;

import io.rutter.engine.entity.Wire;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a task that ended is replaced. Source: Docker Engine API 1.51, TaskSpec.RestartPolicy.
 *
 * @param delay between an end and the start of the replacement; null for 5 seconds
 * @param maxAttempts replacements at most within the window; null or 0 for no limit
 * @param window over which attempts are counted; null or zero for ever
 */
public record TaskRestart(
        Condition condition,
        @Nullable Duration delay,
        @Nullable Long maxAttempts,
        @Nullable Duration window) implements Wire {
    public static final Duration DEFAULT_DELAY = Duration.ofSeconds(5);
    public static final TaskRestart DEFAULT = new TaskRestart(Condition.ANY, DEFAULT_DELAY, null, null);

    public TaskRestart {
        condition = condition == null ? Condition.ANY : condition;
    }

    /** After which ends. */
    public enum Condition {
        NONE,
        ON_FAILURE,
        ANY
    }

    public Duration delayOrDefault() {
        return delay == null ? DEFAULT_DELAY : delay;
    }

    /** 0 for no limit. */
    public long attemptLimit() {
        return maxAttempts == null ? 0 : maxAttempts;
    }
}
