package io.rutter.agent.health;

import io.rutter.engine.assignment.ContainerOperations.HealthResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the probes of one run mean, as Docker reads them. Pure.
 *
 * @param startedAt of the run
 */
record HealthRules(ProbePlan plan, Instant startedAt) {
    /** How many results are kept, as in Docker. */
    static final int RESULTS_KEPT = 5;

    /** One success is enough to be well; a failure before the first success does not count in the start period. */
    HealthState after(HealthState was, HealthResult result) {
        List<HealthResult> results = kept(was.results(), result);
        if (result.exitCode() == 0) {
            return new HealthState(HealthStatus.HEALTHY, 0, results);
        }
        if (was.status() == HealthStatus.STARTING && inStartPeriod(result.start())) {
            return new HealthState(was.status(), was.failingStreak(), results);
        }
        int streak = was.failingStreak() + 1;
        return new HealthState(streak >= plan.retries() ? HealthStatus.UNHEALTHY : was.status(), streak, results);
    }

    private static List<HealthResult> kept(List<HealthResult> before, HealthResult result) {
        var results = new ArrayList<>(before);
        results.add(result);
        return results.subList(Math.max(0, results.size() - RESULTS_KEPT), results.size());
    }

    /** How long the next probe waits. */
    Duration pause(HealthStatus status, Instant now) {
        return status == HealthStatus.STARTING && inStartPeriod(now) ? plan.startInterval() : plan.interval();
    }

    private boolean inStartPeriod(Instant time) {
        return time.isBefore(startedAt.plus(plan.startPeriod()));
    }
}
