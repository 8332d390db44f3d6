package io.rutter.agent.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.assignment.ContainerOperations.HealthResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthRulesTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final Duration START_INTERVAL = Duration.ofSeconds(5);

    private static HealthRules rules(int startPeriodSeconds, int retries) {
        var plan = new ProbePlan(
                List.of("true"), INTERVAL, INTERVAL, Duration.ofSeconds(startPeriodSeconds), START_INTERVAL, retries);
        return new HealthRules(plan, START);
    }

    /** Probes with these exit codes, ten seconds apart, the first ten seconds after the start. */
    private static HealthState after(HealthRules rules, int... exitCodes) {
        HealthState state = HealthState.FIRST;
        for (int i = 0; i < exitCodes.length; i++) {
            Instant time = START.plusSeconds(10L * (i + 1));
            state = rules.after(state, new HealthResult(time, time, exitCodes[i], "probe " + (i + 1)));
        }
        return state;
    }

    private static void are(HealthState state, HealthStatus status, int failingStreak) {
        assertThat(state.status()).isEqualTo(status);
        assertThat(state.failingStreak()).isEqualTo(failingStreak);
    }

    @Test
    void oneSuccessIsEnoughToBeHealthy() {
        are(after(rules(0, 3), 0), HealthStatus.HEALTHY, 0);
        are(after(rules(0, 3), 1, 1, 1, 0), HealthStatus.HEALTHY, 0);
    }

    @Test
    void failuresInARowMakeUnhealthyWhetherItWasHealthyBeforeOrNot() {
        are(after(rules(0, 3), 1, 1), HealthStatus.STARTING, 2);
        are(after(rules(0, 3), 1, 1, 1), HealthStatus.UNHEALTHY, 3);
        are(after(rules(0, 3), 0, 1, -1), HealthStatus.HEALTHY, 2);
        are(after(rules(0, 3), 0, 1, -1, 126), HealthStatus.UNHEALTHY, 3);
    }

    @Test
    void aSuccessBeginsTheCountAgain() {
        are(after(rules(0, 3), 0, 1, 1, 0, 1, 1), HealthStatus.HEALTHY, 2);
    }

    @Test
    void theStreakGoesOnCountingWhileUnhealthy() {
        are(after(rules(0, 1), 1, 1, 1, 1), HealthStatus.UNHEALTHY, 4);
    }

    @Test
    void failuresInTheStartPeriodDoNotCount() {
        are(after(rules(30, 1), 1, 1), HealthStatus.STARTING, 0);
        are(after(rules(30, 1), 1, 1, 1), HealthStatus.UNHEALTHY, 1);
    }

    @Test
    void failuresAfterTheFirstSuccessCountEvenInTheStartPeriod() {
        are(after(rules(600, 2), 1, 0, 1, 1), HealthStatus.UNHEALTHY, 2);
    }

    @Test
    void probesFollowFasterInTheStartPeriodUntilTheFirstSuccess() {
        HealthRules rules = rules(20, 3);
        assertThat(rules.pause(HealthStatus.STARTING, START)).isEqualTo(START_INTERVAL);
        assertThat(rules.pause(HealthStatus.HEALTHY, START)).isEqualTo(INTERVAL);
        assertThat(rules.pause(HealthStatus.STARTING, START.plusSeconds(20))).isEqualTo(INTERVAL);
    }

    @Test
    void theLastFiveResultsAreKeptOldestFirst() {
        assertThat(after(rules(0, 3), 0, 0, 0, 0, 0, 0, 0).results())
                .extracting(HealthResult::output)
                .containsExactly("probe 3", "probe 4", "probe 5", "probe 6", "probe 7");
    }

    @Test
    void aNewRunIsStartingAndRemembersTheResultsOfTheLast() {
        HealthState next = after(rules(0, 1), 1, 1).ofNextRun();
        are(next, HealthStatus.STARTING, 0);
        assertThat(next.results()).hasSize(2);
    }
}
