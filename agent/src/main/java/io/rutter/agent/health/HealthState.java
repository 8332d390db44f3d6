package io.rutter.agent.health;

import io.rutter.engine.assignment.ContainerOperations.HealthResult;
import java.util.List;

/**
 * What the probes of a run amount to.
 *
 * @param failingStreak failures in a row that count
 * @param results the last ones, oldest first
 */
record HealthState(HealthStatus status, int failingStreak, List<HealthResult> results) {
    static final HealthState FIRST = new HealthState(HealthStatus.STARTING, 0, List.of());

    HealthState {
        results = List.copyOf(results);
    }

    /** For the next run: what was found out stays to be read, as in Docker. */
    HealthState ofNextRun() {
        return new HealthState(HealthStatus.STARTING, 0, results);
    }
}
