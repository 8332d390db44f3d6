package io.rutter.agent.reconcile;

import io.rutter.agent.reconcile.Seen.Restart;
import io.rutter.engine.assignment.ContainerAssignment;
import io.rutter.engine.container.LiveContainer.Wanted;
import io.rutter.engine.container.spec.RestartPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether and when a container that ended is started again. Docker's back-off: 100 ms, doubled each time up to a minute, and from the
 * beginning after a run of ten seconds.
 */
final class RestartRules {
    private static final long FIRST_DELAY_MILLIS = 100;
    private static final long LAST_DELAY_MILLIS = 60_000;
    private static final int MOST_DOUBLINGS = 10;
    private static final Duration LONG_RUN = Duration.ofSeconds(10);

    private RestartRules() {}

    static Optional<Restart> after(ContainerAssignment assigned, Seen seen, int exitCode, Instant endedAt) {
        Wanted asked = assigned.desired().wanted();
        boolean wanted = (asked == Wanted.RUNNING || asked == Wanted.PAUSED)
                && assigned.desired().startGeneration() <= generation(assigned, seen);
        if (!wanted || assigned.desired().stopAsked()) {
            return Optional.empty();
        }
        Restart last = seen.acted().restart();
        boolean longRun = seen.run().startedAt() != null
                && Duration.between(seen.run().startedAt(), endedAt).compareTo(LONG_RUN) > 0;
        // after a restart of the engine the log still knows how often
        int tries = last == null ? assigned.known().restartCount() : last.tries();
        long delay = longRun ? FIRST_DELAY_MILLIS : delayMillis(last, tries);
        return again(assigned.spec().hostConfig().restartPolicy(), exitCode, tries)
                ? Optional.of(new Restart(endedAt.plusMillis(delay), tries + 1, delay))
                : Optional.empty();
    }

    private static long delayMillis(@Nullable Restart last, int tries) {
        long delay = last == null ? FIRST_DELAY_MILLIS << Math.min(tries, MOST_DOUBLINGS) : last.delayMillis() * 2;
        return Math.min(delay, LAST_DELAY_MILLIS);
    }

    /** A run that is older than the start that is wanted is not restarted: the wanted start follows. */
    private static long generation(ContainerAssignment assigned, Seen seen) {
        return seen.run().stamp() == null
                ? assigned.known().answered()
                : seen.run().stamp().generation();
    }

    private static boolean again(RestartPolicy policy, int exitCode, int tries) {
        return switch (policy.rule()) {
            case NO -> false;
            case ALWAYS, UNLESS_STOPPED -> true;
            case ON_FAILURE -> exitCode != 0 && (policy.maximumRetryCount() == 0 || tries < policy.maximumRetryCount());
        };
    }
}
