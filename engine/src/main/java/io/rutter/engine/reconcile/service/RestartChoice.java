package io.rutter.engine.reconcile.service;

import io.rutter.engine.service.spec.TaskRestart;
import java.time.Duration;
import java.time.Instant;

/** Whether a task that is over has a successor, and when that starts. */
sealed interface RestartChoice {
    /** What can't even start fails at once: without a pause it would fill the log. */
    Duration LEAST_DELAY = Duration.ofSeconds(1);

    /** @param startAt not before this */
    record Replace(Instant startAt, int attempt, String reason) implements RestartChoice {}

    /** Its slot stays as it is. */
    record LeaveIt() implements RestartChoice {}

    /**
     * By the policy of its service.
     *
     * @param version which tasks have to be of now; attempts of another version do not count
     */
    static RestartChoice after(TaskView last, TaskRestart policy, long version, Instant now) {
        if (!last.endedByItself()) {
            return new Replace(now, 0, "the slot is empty");
        }
        boolean failed = last.phase() != TaskPhase.COMPLETE;
        boolean wanted = switch (policy.condition()) {
            case NONE -> false;
            case ON_FAILURE -> failed;
            case ANY -> true;
        };
        int before = attempts(last, policy, version);
        if (!wanted || policy.attemptLimit() > 0 && before >= policy.attemptLimit()) {
            return new LeaveIt();
        }
        String reason = failed
                ? last.name() + " failed" + (last.error().isEmpty() ? "" : ": " + last.error())
                : last.name() + " completed";
        return new Replace(dueAfter(last, policy), before + 1, reason);
    }

    /** When the successor of a task that ended by itself may start. */
    static Instant dueAfter(TaskView last, TaskRestart policy) {
        Duration delay = policy.delayOrDefault();
        boolean neverRan = last.startedAt() == null;
        return last.endedOrCreated().plus(neverRan && delay.compareTo(LEAST_DELAY) < 0 ? LEAST_DELAY : delay);
    }

    /** A task that outlived the window leaves the attempts before it behind. */
    private static int attempts(TaskView last, TaskRestart policy, long version) {
        if (last.owner().specVersion() != version) {
            return 0;
        }
        Duration window = policy.window();
        boolean outlived = window != null
                && !window.isZero()
                && Duration.between(last.createdAt(), last.endedOrCreated()).compareTo(window) > 0;
        return outlived ? 0 : last.owner().attempt();
    }
}
