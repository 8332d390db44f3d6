package io.rutter.engine.container.rules;

import io.rutter.engine.container.ContainerEvent.ContainerExited;
import io.rutter.engine.container.ContainerEvent.ContainerKillRequested;
import io.rutter.engine.container.ContainerEvent.ContainerRemoveRequested;
import io.rutter.engine.container.ContainerEvent.ContainerStartFailed;
import io.rutter.engine.container.ContainerEvent.ContainerStartRequested;
import io.rutter.engine.container.ContainerEvent.ContainerStarted;
import io.rutter.engine.container.ContainerEvent.ContainerStopRequested;
import io.rutter.engine.container.ContainerEvent.TaskShutDown;
import io.rutter.engine.container.Endpoint;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.LiveContainer.Desired;
import io.rutter.engine.container.LiveContainer.PendingKill;
import io.rutter.engine.container.LiveContainer.Phase;
import io.rutter.engine.container.LiveContainer.Run;
import io.rutter.engine.container.LiveContainer.Wanted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The part of the fold that tells what is wanted of the process and what was seen of it. */
final class RunFold {
    private static final String SIGKILL = "SIGKILL";

    private RunFold() {}

    static LiveContainer startRequested(LiveContainer was, ContainerStartRequested wanted) {
        var leaving = new ArrayList<>(was.leaving());
        for (Endpoint old : was.endpoints()) {
            boolean kept = wanted.endpoints().stream()
                    .anyMatch(next -> next.networkId().equals(old.networkId())
                            && next.ipv4().equals(old.ipv4()));
            if (!kept) {
                leaving.add(old);
            }
        }
        Run run = was.run();
        Phase phase = was.isUp() ? run.phase() : Phase.STARTING;
        return was.withNetwork(wanted.endpoints(), wanted.ports(), leaving)
                .withDesired(new Desired(
                        Wanted.RUNNING,
                        wanted.generation(),
                        wanted.generation(),
                        wanted.generation(),
                        wanted.signal(),
                        wanted.grace(),
                        false,
                        false,
                        null,
                        List.of()))
                .withRun(new Run(
                        phase,
                        run.number(),
                        run.answered(),
                        run.pid(),
                        run.startedAt(),
                        run.finishedAt(),
                        run.exitCode(),
                        run.oomKilled(),
                        0,
                        "",
                        null));
    }

    static LiveContainer started(LiveContainer was, ContainerStarted started) {
        Run run = was.run();
        boolean again = run.phase() == Phase.RESTARTING;
        return was.withHealth(null)
                .withRun(new Run(
                        Phase.RUNNING,
                        started.run(),
                        started.generation(),
                        started.pid(),
                        started.at(),
                        run.finishedAt(),
                        0,
                        false,
                        again ? run.restartCount() + 1 : run.restartCount(),
                        "",
                        null));
    }

    static LiveContainer startFailed(LiveContainer was, ContainerStartFailed failed) {
        Run run = was.run();
        Phase phase = run.startedAt() == null ? Phase.CREATED : Phase.EXITED;
        return was.withNetwork(was.endpoints(), List.of(), was.leaving())
                .withDesired(ended(was.desired()))
                .withRun(new Run(
                        phase,
                        failed.run(),
                        failed.generation(),
                        0,
                        run.startedAt(),
                        run.finishedAt(),
                        failed.exitCode(),
                        false,
                        run.restartCount(),
                        failed.message(),
                        failed.fault()));
    }

    static LiveContainer exited(LiveContainer was, ContainerExited exited) {
        Run run = was.run();
        boolean startPending = was.desired().startGeneration() > run.answered();
        Phase phase = startPending ? Phase.STARTING : exited.restarting() ? Phase.RESTARTING : Phase.EXITED;
        boolean over = phase == Phase.EXITED;
        return was.withNetwork(was.endpoints(), over ? List.of() : was.ports(), was.leaving())
                .withExecs(was.execs().stream()
                        .map(exec -> exec.exitCode() == null
                                ? new LiveContainer.Exec(exec.id(), exec.config(), exec.started(), 137)
                                : exec)
                        .toList())
                .withDesired(over ? ended(was.desired()) : forTheNextRun(was.desired()))
                .withRun(new Run(
                        phase,
                        run.number(),
                        run.answered(),
                        0,
                        run.startedAt(),
                        exited.at(),
                        exited.exitCode(),
                        exited.oomKilled(),
                        run.restartCount(),
                        "",
                        null));
    }

    /** A signal or a pause that was asked for while one run was up is not for the next. */
    private static Desired forTheNextRun(Desired desired) {
        return new Desired(
                desired.wanted() == Wanted.PAUSED ? Wanted.RUNNING : desired.wanted(),
                desired.generation(),
                desired.startGeneration(),
                desired.stopGeneration(),
                desired.signal(),
                desired.grace(),
                desired.stopAsked(),
                desired.removeVolumes(),
                null,
                List.of());
    }

    /** After an end that nobody restarts, nothing more is wanted of the process. */
    private static Desired ended(Desired desired) {
        return new Desired(
                desired.wanted() == Wanted.REMOVED ? Wanted.REMOVED : Wanted.STOPPED,
                desired.generation(),
                desired.startGeneration(),
                desired.stopGeneration(),
                null,
                null,
                desired.stopAsked(),
                desired.removeVolumes(),
                null,
                List.of());
    }

    static LiveContainer stopRequested(LiveContainer was, ContainerStopRequested stop) {
        Desired desired = was.desired();
        LiveContainer next = was.withDesired(new Desired(
                desired.wanted() == Wanted.REMOVED ? Wanted.REMOVED : Wanted.STOPPED,
                stop.generation(),
                desired.startGeneration(),
                stop.generation(),
                stop.signal(),
                stop.grace(),
                true,
                desired.removeVolumes(),
                desired.kill(),
                desired.earlierKills()));
        return was.run().phase() == Phase.RESTARTING
                ? phase(next, Phase.EXITED).withNetwork(was.endpoints(), List.of(), was.leaving())
                : next;
    }

    static LiveContainer shutDown(LiveContainer was, TaskShutDown shut) {
        LiveContainer next =
                was.withOwner(was.owner() == null ? null : was.owner().nowShutDown());
        Phase phase = was.run().phase();
        return phase == Phase.EXITED
                ? next
                : stopRequested(
                        next, new ContainerStopRequested(shut.generation(), shut.signal(), shut.grace(), shut.at()));
    }

    static LiveContainer killRequested(LiveContainer was, ContainerKillRequested kill) {
        Desired desired = was.desired();
        if (was.run().phase() == Phase.RESTARTING) {
            return stopRequested(
                    was, new ContainerStopRequested(kill.generation(), kill.signal(), Duration.ZERO, kill.at()));
        }
        boolean ends = ends(was, kill.signal());
        return was.withDesired(desired.alsoKill(new PendingKill(kill.generation(), kill.signal()), ends));
    }

    static LiveContainer removeRequested(LiveContainer was, ContainerRemoveRequested remove) {
        Desired desired = was.desired();
        return was.withDesired(new Desired(
                Wanted.REMOVED,
                remove.generation(),
                desired.startGeneration(),
                remove.generation(),
                SIGKILL,
                Duration.ZERO,
                true,
                remove.volumes(),
                null,
                List.of()));
    }

    /** Whether a signal is meant to end the run: as in Docker, any is where none is named for stopping. */
    static boolean ends(LiveContainer container, String signal) {
        String stopSignal = container.spec().config().stopSignal();
        return stopSignal == null || stopSignal.isEmpty() || signal.equals(SIGKILL) || signal.equals(stopSignal);
    }

    /** Whether the present run is to end: it is being stopped, or was sent what no process outlives. */
    static boolean isDying(LiveContainer container) {
        Wanted wanted = container.desired().wanted();
        if (wanted == Wanted.STOPPED || wanted == Wanted.REMOVED) {
            return true;
        }
        return container.desired().kills().stream()
                .anyMatch(kill -> kill.signal().equals(SIGKILL)
                        && kill.generation() > container.desired().startGeneration());
    }

    static LiveContainer wanted(LiveContainer was, Wanted wanted, long generation) {
        Desired desired = was.desired();
        return was.withDesired(new Desired(
                wanted,
                generation,
                desired.startGeneration(),
                desired.stopGeneration(),
                desired.signal(),
                desired.grace(),
                desired.stopAsked(),
                desired.removeVolumes(),
                desired.kill(),
                desired.earlierKills()));
    }

    static Desired generation(Desired desired, long generation) {
        return new Desired(
                desired.wanted(),
                generation,
                desired.startGeneration(),
                desired.stopGeneration(),
                desired.signal(),
                desired.grace(),
                desired.stopAsked(),
                desired.removeVolumes(),
                desired.kill(),
                desired.earlierKills());
    }

    static LiveContainer phase(LiveContainer was, Phase phase) {
        Run run = was.run();
        return was.withRun(new Run(
                phase,
                run.number(),
                run.answered(),
                run.pid(),
                run.startedAt(),
                run.finishedAt(),
                run.exitCode(),
                run.oomKilled(),
                run.restartCount(),
                run.error(),
                run.fault()));
    }

    static LiveContainer released(LiveContainer was) {
        boolean idle = was.run().phase() == Phase.EXITED || was.run().phase() == Phase.CREATED;
        return was.withNetwork(idle ? List.of() : was.endpoints(), was.ports(), List.of());
    }
}
