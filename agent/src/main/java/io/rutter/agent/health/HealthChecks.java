package io.rutter.agent.health;

import io.rutter.agent.runtime.RunKey;
import io.rutter.agent.runtime.Runtime;
import io.rutter.engine.assignment.ContainerAssignment;
import io.rutter.engine.assignment.ContainerOperations.HealthLog;
import io.rutter.engine.assignment.ContainerOperations.HealthResult;
import io.rutter.engine.assignment.ReportSink;
import io.rutter.engine.container.ContainerReport.HealthSeen;
import io.rutter.engine.id.ContainerId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Health of all containers of a node: one timer, each probe on a thread of its own, so many at once and no more. */
public final class HealthChecks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HealthChecks.class);
    /** A probe costs a few milliseconds of processor; a thousand that fall due together must not stand still the host. */
    private static final int PROBES_AT_ONCE = 16;

    /** A probe that gets no place by then is left out; that says nothing about the container. */
    private static final Duration PLACE_LIMIT = Duration.ofSeconds(30);

    private static final Duration REPORT_LIMIT = Duration.ofSeconds(60);

    private final Probe probe;
    private final ReportSink reports;
    private final Map<String, HealthWatch> watches = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(PROBES_AT_ONCE, true);
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("health-timer").factory());

    public HealthChecks(Runtime runtime, ReportSink reports, InstantSource clock) {
        this.probe = new Probe(runtime, clock);
        this.reports = reports;
        this.timer.setRemoveOnCancelPolicy(true);
    }

    /**
     * A run is up and the log knows it: it is asked from now on. May be said again and again; a new run begins at starting. Nothing
     * happens for a container without a health check.
     */
    public void up(ContainerAssignment assigned, RunKey run, Instant startedAt) {
        ProbePlan.of(assigned.spec().config())
                .ifPresent(plan -> watches.computeIfAbsent(run.containerId(), _ -> new HealthWatch(assigned.id(), this))
                        .up(run, new HealthRules(plan, startedAt), assigned.cause()));
    }

    /** A run has ended, is paused or being stopped: it is not asked. */
    public void rest(String containerId) {
        HealthWatch watch = watches.get(containerId);
        if (watch != null) {
            watch.rest();
        }
    }

    /** A container is gone. */
    public void forget(String containerId) {
        HealthWatch watch = watches.remove(containerId);
        if (watch != null) {
            watch.rest();
        }
    }

    /** What the last probes said; {@link HealthLog#NONE} when none was asked in this life of the engine. */
    public HealthLog log(String containerId) {
        HealthWatch watch = watches.get(containerId);
        return watch == null ? HealthLog.NONE : watch.log();
    }

    Instant now() {
        return probe.clock().instant();
    }

    /** @param stop takes it off the timer again */
    void later(Runnable ask, Duration pause, CompletableFuture<Void> stop) {
        try {
            Future<?> due = timer.schedule(
                    () -> Thread.ofVirtual().name("health-probe").start(ask), pause.toMillis(), TimeUnit.MILLISECONDS);
            stop.thenRun(() -> due.cancel(false));
        } catch (RejectedExecutionException e) {
            LOG.debug("No more probes: the engine ends", e);
        }
    }

    /** Empty when it was stopped, or when there was no place for it, or when the run has ended over it. */
    Optional<HealthResult> ask(RunKey run, ProbePlan plan, CompletableFuture<Void> stop) {
        try {
            if (!places.tryAcquire(PLACE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Container {} was not asked for its health: {} probes run already", run, PROBES_AT_ONCE);
                return Optional.empty();
            }
            try {
                return stop.isDone()
                        ? Optional.empty()
                        : Optional.of(probe.ask(run, plan, stop))
                                .filter(_ -> probe.runtime().pid(run) != 0);
            } finally {
                places.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** @return false when the log did not take it */
    boolean tell(ContainerId id, HealthSeen seen, long cause) {
        try {
            reports.report(id, seen, cause)
                    .toCompletableFuture()
                    .orTimeout(REPORT_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            return true;
        } catch (CompletionException e) {
            LOG.warn("That container {} is {} is told again after its next probe", id, seen.status(), e);
            return false;
        }
    }

    /** Asks no more. Containers live on. */
    @Override
    public void close() {
        timer.shutdownNow();
        watches.values().forEach(HealthWatch::rest);
    }
}
