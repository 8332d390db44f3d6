package io.rutter.agent.health;

import io.rutter.agent.runtime.RunKey;
import io.rutter.engine.assignment.ContainerOperations.HealthLog;
import io.rutter.engine.assignment.ContainerOperations.HealthResult;
import io.rutter.engine.container.ContainerReport.HealthSeen;
import io.rutter.engine.id.ContainerId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Asks for the health of one container, one probe after the other, while its run is up. */
final class HealthWatch {
    private final ContainerId id;
    private final HealthChecks checks;
    private HealthState state = HealthState.FIRST;
    /** What the log was told last; null when it did not take it. */
    private @Nullable HealthStatus told = HealthStatus.STARTING;

    private @Nullable Turn turn;
    private @Nullable RunKey lastRun;

    /**
     * A stretch of asking.
     *
     * @param cause offset that reports go back to
     * @param stop completed at its end
     */
    private record Turn(RunKey run, HealthRules rules, long cause, CompletableFuture<Void> stop) {}

    HealthWatch(ContainerId id, HealthChecks checks) {
        this.id = id;
        this.checks = checks;
    }

    /** The run is up. Nothing happens when that is known. */
    synchronized void up(RunKey run, HealthRules rules, long cause) {
        if (turn != null && turn.run().equals(run)) {
            return;
        }
        rest();
        if (!run.equals(lastRun)) {
            state = state.ofNextRun();
            told = HealthStatus.STARTING;
            lastRun = run;
        }
        turn = new Turn(run, rules, cause, new CompletableFuture<>());
        next(turn);
    }

    /** Asks no more until it is up again. A probe under way is killed and forgotten. */
    synchronized void rest() {
        if (turn != null) {
            turn.stop().complete(null);
            turn = null;
        }
    }

    synchronized HealthLog log() {
        return new HealthLog(state.failingStreak(), state.results());
    }

    private synchronized void next(Turn now) {
        if (turn == now) {
            checks.later(() -> ask(now), now.rules().pause(state.status(), checks.now()), now.stop());
        }
    }

    private void ask(Turn now) {
        try {
            Optional<HealthResult> result = checks.ask(now.run(), now.rules().plan(), now.stop());
            Optional<HealthSeen> news = result.flatMap(found -> take(now, found));
            if (news.isPresent() && !checks.tell(id, news.get(), now.cause())) {
                tellAgain();
            }
        } finally {
            next(now);
        }
    }

    /** @return what is new to the log */
    private synchronized Optional<HealthSeen> take(Turn now, HealthResult result) {
        if (turn != now) {
            return Optional.empty();
        }
        state = now.rules().after(state, result);
        if (state.status() == told) {
            return Optional.empty();
        }
        told = state.status();
        return Optional.of(
                new HealthSeen(now.run().run(), told.word(), state.failingStreak(), result.output(), result.end()));
    }

    private synchronized void tellAgain() {
        told = null;
    }
}
