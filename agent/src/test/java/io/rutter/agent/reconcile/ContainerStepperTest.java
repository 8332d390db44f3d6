package io.rutter.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.agent.reconcile.Seen.Stopping;
import io.rutter.agent.runtime.RunExit;
import io.rutter.agent.runtime.RunStamp;
import io.rutter.engine.assignment.ContainerAssignment;
import io.rutter.engine.container.LiveContainer.Desired;
import io.rutter.engine.container.LiveContainer.PendingKill;
import io.rutter.engine.container.LiveContainer.Phase;
import io.rutter.engine.container.LiveContainer.Run;
import io.rutter.engine.container.LiveContainer.Wanted;
import io.rutter.engine.container.spec.ContainerConfig;
import io.rutter.engine.container.spec.ContainerSpec;
import io.rutter.engine.container.spec.HostConfig;
import io.rutter.engine.container.spec.NetworkSetup;
import io.rutter.engine.container.spec.Resources;
import io.rutter.engine.container.spec.RestartPolicy;
import io.rutter.engine.container.spec.Security;
import io.rutter.engine.id.ContainerId;
import io.rutter.engine.id.ImageId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContainerStepperTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final String ID = "a".repeat(64);
    private static final ContainerStepper STEPPER = new ContainerStepper(name -> name.equals("SIGTERM") ? 15 : -1);
    private static final Run NEVER_RAN = Run.NONE;

    private static ContainerConfig config() {
        return ContainerConfig.of("app", null, List.of("sh"), List.of(), "", "");
    }

    private static HostConfig host(RestartPolicy policy) {
        return HostConfig.of(Resources.UNLIMITED, Security.DEFAULT, NetworkSetup.of("none"), policy, false);
    }

    private static ContainerAssignment assigned(Desired desired, Run known, RestartPolicy policy) {
        return new ContainerAssignment(
                new ContainerId(ID),
                1,
                9,
                "web",
                new ContainerSpec(config(), host(policy), List.of(), ""),
                new ImageId("sha256:" + "b".repeat(64)),
                List.of(),
                desired,
                known,
                List.of(),
                List.of(),
                List.of(),
                "",
                List.of());
    }

    private static Desired wanted(Wanted wanted, long generation, long startGeneration, @Nullable PendingKill kill) {
        boolean stop = wanted == Wanted.STOPPED;
        return new Desired(
                wanted,
                generation,
                startGeneration,
                kill == null ? generation : kill.generation() - 1,
                stop ? "SIGTERM" : null,
                stop ? Duration.ofSeconds(10) : null,
                stop,
                false,
                kill,
                List.of());
    }

    private static Run run(Phase phase, long number, long answered) {
        return new Run(phase, number, answered, 42, NOW.minusSeconds(1), null, 0, false, 0, "", null);
    }

    private static RunStamp stamp(long run, long generation) {
        return new RunStamp("log", 1, ID, 1, generation, run, 9, "/log");
    }

    private static Seen running(long run, long generation) {
        return Seen.NOTHING
                .running(stamp(run, generation), 42, NOW.minusSeconds(1), List.of(), Resources.UNLIMITED)
                .toldStart();
    }

    private static Seen ended(Seen up, int code) {
        RunStamp stamp = up.run().stamp();
        if (stamp == null) {
            throw new IllegalArgumentException("nothing ran");
        }
        return up.ended(new RunExit(stamp, code, true, false, NOW));
    }

    private static Step next(ContainerAssignment assigned, Seen seen) {
        return STEPPER.next(Optional.of(assigned), seen, NOW);
    }

    @Test
    void aWantedStartIsMadeOnceAndTheRunGetsTheNextNumber() {
        var assigned = assigned(wanted(Wanted.RUNNING, 2, 2, null), NEVER_RAN, RestartPolicy.NEVER);
        assertThat(next(assigned, Seen.NOTHING)).isEqualTo(new Step.Start(1, 2, false));
        assertThat(next(assigned, Seen.NOTHING.failed(1, 2))).isEqualTo(new Step.Unfurnish());
        assertThat(next(assigned, Seen.NOTHING.failed(1, 2).unfurnished())).isEqualTo(new Step.Rest());
    }

    @Test
    void whatRunsAsItShallIsLeftAlone() {
        var assigned = assigned(wanted(Wanted.RUNNING, 2, 2, null), run(Phase.RUNNING, 1, 2), RestartPolicy.NEVER);
        assertThat(next(assigned, running(1, 2))).isEqualTo(new Step.Rest());
    }

    @Test
    void aStopSendsItsSignalThenWaitsThenKills() {
        var assigned = assigned(wanted(Wanted.STOPPED, 3, 2, null), run(Phase.RUNNING, 1, 2), RestartPolicy.NEVER);
        Instant killAt = NOW.plusSeconds(10);
        assertThat(next(assigned, running(1, 2))).isEqualTo(new Step.Stop(15, new Stopping(3, 15, killAt)));
        Seen stopping = running(1, 2).withStopping(new Stopping(3, 15, killAt));
        assertThat(next(assigned, stopping)).isEqualTo(new Step.WaitUntil(killAt));
        assertThat(STEPPER.next(Optional.of(assigned), stopping, killAt))
                .isEqualTo(new Step.Stop(9, new Stopping(3, 9, null)));
    }

    @Test
    void aKillGoesThroughWhileAStopWaits() {
        var kill = new PendingKill(4, "SIGKILL");
        var assigned = assigned(wanted(Wanted.STOPPED, 4, 2, kill), run(Phase.RUNNING, 1, 2), RestartPolicy.NEVER);
        Seen stopping = running(1, 2).withStopping(new Stopping(3, 15, NOW.plusSeconds(10)));
        assertThat(next(assigned, stopping)).isEqualTo(new Step.KillOnce("SIGKILL", 4));
        assertThat(next(assigned, stopping.withKilled(4))).isEqualTo(new Step.WaitUntil(NOW.plusSeconds(10)));
    }

    @Test
    void signalsThatCameBeforeTheLookAreSentInTheirOrder() {
        var running = wanted(Wanted.RUNNING, 2, 2, null);
        var asked = running.alsoKill(new PendingKill(3, "SIGHUP"), false)
                .alsoKill(new PendingKill(4, "SIGUSR1"), false)
                .alsoKill(new PendingKill(5, "SIGTERM"), true);
        var assigned = assigned(asked, run(Phase.RUNNING, 1, 2), RestartPolicy.NEVER);
        assertThat(next(assigned, running(1, 2))).isEqualTo(new Step.KillOnce("SIGHUP", 3));
        assertThat(next(assigned, running(1, 2).withKilled(3))).isEqualTo(new Step.KillOnce("SIGUSR1", 4));
        assertThat(next(assigned, running(1, 2).withKilled(4))).isEqualTo(new Step.KillOnce("SIGTERM", 5));
        assertThat(next(assigned, running(1, 2).withKilled(5))).isEqualTo(new Step.Rest());
    }

    @Test
    void aChangeOfSomethingElseDoesNotStopItAgain() {
        var stop = wanted(Wanted.STOPPED, 3, 2, null);
        var changed = new Desired(
                stop.wanted(),
                5,
                2,
                stop.stopGeneration(),
                stop.signal(),
                stop.grace(),
                true,
                false,
                stop.kill(),
                List.of());
        var assigned = assigned(changed, run(Phase.RUNNING, 1, 2), RestartPolicy.NEVER);
        Seen stopping = running(1, 2).withStopping(new Stopping(3, 15, NOW.plusSeconds(10)));
        assertThat(next(assigned, stopping)).isEqualTo(new Step.WaitUntil(NOW.plusSeconds(10)));
    }

    @Test
    void aRunThatIsOlderThanTheWantedStartIsStoppedFirst() {
        var assigned = assigned(wanted(Wanted.RUNNING, 3, 3, null), run(Phase.RUNNING, 1, 2), RestartPolicy.NEVER);
        assertThat(next(assigned, running(1, 2))).isInstanceOf(Step.Stop.class);
    }

    @Test
    void anEndIsToldAndOnlyThenItsEvidenceGoes() {
        var assigned = assigned(wanted(Wanted.RUNNING, 2, 2, null), run(Phase.RUNNING, 1, 2), RestartPolicy.NEVER);
        Seen ended = ended(running(1, 2), 3);
        assertThat(next(assigned, ended)).isEqualTo(new Step.TellEnd(0, null));
        assertThat(next(assigned, ended.toldEnd(null))).isEqualTo(new Step.ClearRun());
    }

    @Test
    void aPolicyStartsAgainAfterABackOffThatDoubles() {
        var always = new RestartPolicy(RestartPolicy.Rule.ALWAYS, 0);
        var assigned = assigned(wanted(Wanted.RUNNING, 2, 2, null), run(Phase.RUNNING, 1, 2), always);
        var first = (Step.TellEnd) next(assigned, ended(running(1, 2), 1));
        assertThat(first.restart()).isEqualTo(new Seen.Restart(NOW.plusMillis(100), 1, 100));
        Seen cleared = ended(running(1, 2), 1).toldEnd(first.restart()).cleared();
        var restarting = assigned(wanted(Wanted.RUNNING, 2, 2, null), run(Phase.RESTARTING, 1, 2), always);
        assertThat(next(restarting, cleared)).isEqualTo(new Step.WaitUntil(NOW.plusMillis(100)));
        assertThat(STEPPER.next(Optional.of(restarting), cleared, NOW.plusMillis(100)))
                .isEqualTo(new Step.Start(2, 2, true));
    }

    @Test
    void aStartThatSomebodyAskedForBeginsTheBackOffAnew() {
        var always = new RestartPolicy(RestartPolicy.Rule.ALWAYS, 0);
        Seen stopped = ended(running(1, 2), 1)
                .toldEnd(new Seen.Restart(NOW.plusSeconds(10), 7, 12_800))
                .cleared();
        Seen again = stopped.running(stamp(2, 4), 42, NOW.minusSeconds(1), List.of(), Resources.UNLIMITED)
                .toldStart();
        var assigned = assigned(wanted(Wanted.RUNNING, 4, 4, null), run(Phase.RUNNING, 2, 4), always);
        assertThat(((Step.TellEnd) next(assigned, ended(again, 1))).restart())
                .isEqualTo(new Seen.Restart(NOW.plusMillis(100), 1, 100));
    }

    @Test
    void onFailureGivesUpAfterItsTries() {
        var twice = new RestartPolicy(RestartPolicy.Rule.ON_FAILURE, 1);
        var assigned = assigned(wanted(Wanted.RUNNING, 2, 2, null), run(Phase.RUNNING, 1, 2), twice);
        assertThat(((Step.TellEnd) next(assigned, ended(running(1, 2), 0))).restart())
                .isNull();
        Seen again = running(1, 2);
        var first = (Step.TellEnd) next(assigned, ended(again, 1));
        assertThat(first.restart()).isNotNull();
        Seen second = ended(
                ended(again, 1)
                        .toldEnd(first.restart())
                        .running(stamp(1, 2), 42, NOW.minusSeconds(1), List.of(), Resources.UNLIMITED)
                        .toldStart(),
                1);
        assertThat(((Step.TellEnd) next(assigned, second)).restart()).isNull();
    }

    @Test
    void aRunThatTheHostHasLostIsToldAsEnded() {
        var assigned = assigned(wanted(Wanted.RUNNING, 2, 2, null), run(Phase.RUNNING, 1, 2), RestartPolicy.NEVER);
        assertThat(next(assigned, Seen.NOTHING)).isEqualTo(new Step.TellLost(1, null));
    }

    @Test
    void whatWasPausedWhenTheHostLostItComesBackByItsPolicy() {
        var always = new RestartPolicy(RestartPolicy.Rule.ALWAYS, 0);
        var assigned = assigned(wanted(Wanted.PAUSED, 3, 2, null), run(Phase.PAUSED, 1, 2), always);
        assertThat(next(assigned, Seen.NOTHING))
                .isEqualTo(new Step.TellLost(1, new Seen.Restart(NOW.plusMillis(100), 1, 100)));
    }

    @Test
    void whatTheLogHasNoMoreIsKilledAndThenDestroyed() {
        assertThat(STEPPER.next(Optional.empty(), running(1, 2), NOW))
                .isEqualTo(new Step.Stop(9, new Stopping(Long.MAX_VALUE, 9, null)));
        assertThat(STEPPER.next(Optional.empty(), Seen.NOTHING, NOW)).isEqualTo(new Step.Destroy());
    }
}
