package io.rutter.agent.reconcile;

import io.rutter.agent.image.files.Trees;
import io.rutter.agent.network.Placement;
import io.rutter.agent.reconcile.Seen.Process;
import io.rutter.agent.reconcile.Seen.Restart;
import io.rutter.agent.runtime.RunExit;
import io.rutter.agent.runtime.RunKey;
import io.rutter.agent.runtime.RunStamp;
import io.rutter.agent.runtime.StartResult;
import io.rutter.engine.assignment.ContainerAssignment;
import io.rutter.engine.assignment.ContainerOperations.RefusedException;
import io.rutter.engine.assignment.ReportSink;
import io.rutter.engine.container.ContainerReport;
import io.rutter.engine.container.Endpoint;
import io.rutter.engine.container.spec.Resources;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.ContainerId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Does a step, and says what is seen after it. Nothing here chooses. */
final class StepTaker {
    private static final Duration REPORT_LIMIT = Duration.ofSeconds(60);
    private static final Duration REPORT_AGAIN_AFTER = Duration.ofSeconds(1);
    private static final int REPORT_TRIES = 600;

    private final NodeParts parts;
    private final RunMaker maker;
    private final MountHolds holds;
    private final ReportSink reports;
    private final ContainerStepper.SignalNumbers signals;

    StepTaker(
            NodeParts parts,
            RunMaker maker,
            MountHolds holds,
            ReportSink reports,
            ContainerStepper.SignalNumbers signals) {
        this.parts = parts;
        this.maker = maker;
        this.holds = holds;
        this.reports = reports;
        this.signals = signals;
    }

    Seen take(Optional<ContainerAssignment> assigned, Seen seen, Step step, ContainerWorker worker) throws IOException {
        if (step instanceof Step.Stop stop) {
            return stop(seen, stop);
        }
        ContainerAssignment now =
                assigned.orElseThrow(() -> new IllegalStateException(step + " without an assignment"));
        return switch (step) {
            case Step.Start start -> start(now, seen, start, worker);
            case Step.TellStart _ -> tellStart(now, seen);
            case Step.TellEnd end -> tellEnd(now, seen, end);
            case Step.TellLost lost -> tellLost(now, seen, lost);
            case Step.ClearRun _ -> clear(seen);
            case Step.Unfurnish _ -> unfurnish(now, seen);
            case Step.KillOnce kill -> killOnce(seen, kill);
            case Step.Pause _ -> pause(now, seen);
            case Step.Resume _ -> resume(now, seen);
            case Step.Join join -> join(now, seen, join.endpoint());
            case Step.Leave leave -> leave(now, seen, leave.endpoint());
            case Step.TellLeft left -> {
                tell(now, new ContainerReport.EndpointReleased(left.endpoint().networkId(), clock()));
                yield seen;
            }
            case Step.Limit limit -> limit(now, seen, limit.resources(), worker);
            case Step.Stop _, Step.Rest _, Step.WaitUntil _, Step.Destroy _ ->
                throw new IllegalStateException(step + " is not taken here");
        };
    }

    private Instant clock() {
        return parts.clock().instant();
    }

    private static RunKey key(Seen seen) {
        RunStamp stamp = seen.run().stamp();
        if (stamp == null) {
            throw new IllegalStateException("a run without a stamp");
        }
        return stamp.key();
    }

    /** What the host can't hold is taken back, and whoever asked for it is told. */
    private Seen limit(ContainerAssignment assigned, Seen seen, Resources limits, ContainerWorker worker)
            throws IOException {
        try {
            parts.runtime().update(key(seen), limits);
            return seen.withLimits(limits);
        } catch (RefusedException refused) {
            Resources kept = seen.fittings().limits();
            if (kept == null) {
                throw refused;
            }
            var problem = new Problem.Broken("Cannot update container " + assigned.id() + ": "
                    + refused.problem().message());
            tell(assigned, new ContainerReport.LimitsRefused(assigned.desired().generation(), kept, clock()));
            worker.failSettling(new RefusedException(problem));
            return seen;
        }
    }

    private Seen start(ContainerAssignment assigned, Seen seen, Step.Start start, ContainerWorker worker) {
        RunMaker.Made made = maker.make(assigned, start, worker::created);
        return switch (made.result()) {
            case StartResult.Running running ->
                seen.running(
                        made.stamp(),
                        running.pid(),
                        running.at(),
                        addressed(assigned),
                        assigned.spec().hostConfig().resources());
            case StartResult.Failed failed -> {
                Seen after = seen.failed(start.run(), start.generation());
                tellSurely(
                        assigned,
                        new ContainerReport.StartFailed(
                                start.generation(),
                                start.run(),
                                failed.message(),
                                failed.exitCode(),
                                failed.fault(),
                                clock()));
                worker.failNextRun(failed.message());
                yield after;
            }
            case StartResult.Created _ -> throw new IllegalStateException("a run was made and not let go");
        };
    }

    private static ArrayList<Endpoint> addressed(ContainerAssignment assigned) {
        var plugged = new ArrayList<Endpoint>();
        for (Endpoint endpoint : assigned.endpoints()) {
            if (!endpoint.ipv4().isEmpty()) {
                plugged.add(endpoint);
            }
        }
        return plugged;
    }

    private Seen tellStart(ContainerAssignment assigned, Seen seen) {
        RunStamp stamp = seen.run().stamp();
        if (stamp == null) {
            throw new IllegalStateException("a run without a stamp");
        }
        Instant startedAt =
                seen.run().startedAt() == null ? clock() : seen.run().startedAt();
        tell(
                assigned,
                new ContainerReport.Started(
                        stamp.generation(), stamp.run(), seen.run().pid(), startedAt));
        return seen.toldStart();
    }

    private Seen tellEnd(ContainerAssignment assigned, Seen seen, Step.TellEnd end) throws IOException {
        RunExit exit = seen.run().exit();
        if (exit == null) {
            throw new IllegalStateException("an end without its evidence");
        }
        if (end.restart() == null && !assigned.ports().isEmpty()) {
            parts.network().unpublish(assigned.id().value());
        }
        tell(
                assigned,
                new ContainerReport.Exited(
                        exit.stamp().run(),
                        exit.exitCode(),
                        exit.oomKilled(),
                        end.signalled(),
                        millis(end.restart()),
                        exit.at()));
        return seen.toldEnd(end.restart());
    }

    private static @Nullable Long millis(@Nullable Restart restart) {
        return restart == null ? null : restart.delayMillis();
    }

    private Seen tellLost(ContainerAssignment assigned, Seen seen, Step.TellLost lost) {
        tell(assigned, new ContainerReport.Exited(lost.run(), 255, false, 0, millis(lost.restart()), clock()));
        return seen.toldEnd(lost.restart());
    }

    private Seen clear(Seen seen) throws IOException {
        parts.runtime().delete(key(seen));
        return seen.cleared();
    }

    private Seen unfurnish(ContainerAssignment assigned, Seen seen) throws IOException {
        String id = assigned.id().value();
        letGo(id);
        tell(assigned, new ContainerReport.HostReleased(seen.run().number(), clock()));
        return seen.unfurnished();
    }

    private void letGo(String id) throws IOException {
        parts.network().release(id);
        holds.runOver(id);
        new SharedMemory(parts).release(id);
    }

    private Seen stop(Seen seen, Step.Stop stop) throws IOException {
        parts.runtime().signal(key(seen), stop.signal());
        if (seen.process() == Process.PAUSED) {
            parts.runtime().resume(key(seen));
            return seen.withProcess(Process.RUNNING).withStopping(stop.next());
        }
        return seen.withStopping(stop.next());
    }

    private Seen killOnce(Seen seen, Step.KillOnce kill) throws IOException {
        int number = signals.number(kill.signal());
        if (number > 0) {
            parts.runtime().signal(key(seen), number);
        }
        return seen.withKilled(kill.generation());
    }

    private Seen pause(ContainerAssignment assigned, Seen seen) throws IOException {
        parts.runtime().pause(key(seen));
        tell(assigned, new ContainerReport.Paused(seen.run().number(), clock()));
        return seen.withProcess(Process.PAUSED);
    }

    private Seen resume(ContainerAssignment assigned, Seen seen) throws IOException {
        parts.runtime().resume(key(seen));
        tell(assigned, new ContainerReport.Unpaused(seen.run().number(), clock()));
        return seen.withProcess(Process.RUNNING);
    }

    private Seen join(ContainerAssignment assigned, Seen seen, Endpoint endpoint) throws IOException {
        parts.network().join(Placement.of(assigned), endpoint);
        var plugged = new ArrayList<>(seen.fittings().plugged());
        plugged.add(endpoint);
        return seen.withPlugged(plugged);
    }

    private Seen leave(ContainerAssignment assigned, Seen seen, Endpoint endpoint) throws IOException {
        parts.network().leave(assigned.id().value(), endpoint);
        tell(assigned, new ContainerReport.EndpointReleased(endpoint.networkId(), clock()));
        return seen.withPlugged(seen.fittings().plugged().stream()
                .filter(other -> !other.networkId().equals(endpoint.networkId()))
                .toList());
    }

    /** Removes everything of a container that the log has no more. */
    void destroy(String id, Seen seen) throws IOException {
        if (seen.run().stamp() != null) {
            parts.runtime().delete(seen.run().stamp().key());
        }
        letGo(id);
        parts.images().rootfs().remove(id);
        holds.forget(id);
        parts.keptLogs().keep(id, parts.logFile(id));
        Trees.remove(parts.home(id));
        durable(reports.report(
                new ContainerId(id), new ContainerReport.HostReleased(seen.run().number(), clock()), 0));
    }

    /** A start that failed must not be tried again under the same number only because the log was busy. */
    private void tellSurely(ContainerAssignment assigned, ContainerReport report) {
        for (int tries = 1; ; tries++) {
            try {
                tell(assigned, report);
                return;
            } catch (IllegalStateException e) {
                if (tries == REPORT_TRIES) {
                    throw e;
                }
                pause(REPORT_AGAIN_AFTER);
            }
        }
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the agent ends", e);
        }
    }

    private void tell(ContainerAssignment assigned, ContainerReport report) {
        durable(reports.report(assigned.id(), report, assigned.cause()));
    }

    /** Waits until the log has it: evidence is kept until then. */
    private static void durable(CompletionStage<Void> reported) {
        try {
            reported.toCompletableFuture()
                    .orTimeout(REPORT_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException e) {
            throw new IllegalStateException(
                    e.getCause() instanceof TimeoutException
                            ? "the log did not take a report in time"
                            : "a report failed",
                    e);
        }
    }
}
