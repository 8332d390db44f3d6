package io.rutter.agent.reconcile;

import io.rutter.agent.reconcile.Seen.Process;
import io.rutter.agent.reconcile.Seen.Told;
import io.rutter.agent.runtime.RunExit;
import io.rutter.agent.runtime.RunKey;
import io.rutter.engine.assignment.ContainerAssignment;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after one container: takes steps until there is nothing to do, and looks again whenever it is told to. */
final class ContainerWorker {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerWorker.class);

    private final String id;
    private final Agent agent;
    private final StepTaker taker;
    private final AtomicBoolean wanted = new AtomicBoolean();
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicBoolean waiting = new AtomicBoolean();
    private final List<Settling> settling = new ArrayList<>();
    private volatile Seen seen;
    private volatile @Nullable RunExit exit;
    private CompletableFuture<RunKey> nextRun = new CompletableFuture<>();
    private long settled = -1;
    private Patience patience = Patience.FRESH;
    private volatile boolean gone;
    private final CompletableFuture<Void> looked = new CompletableFuture<>();
    private FirstLook.@Nullable Sight unclear;

    private record Settling(long generation, CompletableFuture<Void> done) {}

    /** One of which it can't be told yet what an earlier life of the engine has left. */
    ContainerWorker(String id, Agent agent, StepTaker taker, FirstLook.Sight unclear) {
        this(id, agent, taker, Seen.NOTHING);
        this.unclear = unclear;
    }

    ContainerWorker(String id, Agent agent, StepTaker taker, Seen seen) {
        this.id = id;
        this.agent = agent;
        this.taker = taker;
        this.seen = seen;
    }

    Seen seen() {
        return seen;
    }

    /** A run ended; told by whoever watches processes. */
    void exited(RunExit end) {
        exit = end;
        look();
    }

    /** Says that it is worth looking again. Returns at once. */
    void look() {
        wanted.set(true);
        if (busy.compareAndSet(false, true)) {
            agent.execute(this::work);
        }
    }

    private void work() {
        try {
            while (wanted.getAndSet(false)) {
                steps();
            }
            patience = Patience.FRESH;
        } catch (IOException | RuntimeException e) {
            patience = patience.afterFailure();
            LOG.warn(
                    "Container {} is looked at again in {} s",
                    id,
                    patience.pause().toSeconds(),
                    e);
            tryAgain(patience.pause());
        } finally {
            busy.set(false);
            looked.complete(null);
        }
        if (wanted.get()) {
            look();
        }
    }

    /** One try waits at a time, however often what is broken is looked at meanwhile. */
    private void tryAgain(Duration pause) {
        if (waiting.compareAndSet(false, true)) {
            agent.later(
                    () -> {
                        waiting.set(false);
                        look();
                    },
                    pause);
        }
    }

    private void steps() throws IOException {
        if (unclear != null) {
            seen = unclear.look();
            unclear = null;
        }
        while (true) {
            takeExit();
            Optional<ContainerAssignment> assigned = agent.assignment(id);
            health(assigned);
            Instant now = agent.now();
            Step step = agent.stepper().next(assigned, seen, now);
            switch (step) {
                case Step.Rest _ -> {
                    quiet(assigned);
                    return;
                }
                case Step.WaitUntil wait -> {
                    quiet(assigned);
                    agent.later(this::look, Duration.between(now, wait.time()));
                    return;
                }
                case Step.Destroy _ -> {
                    taker.destroy(id, seen);
                    gone = true;
                    agent.health().forget(id);
                    failNextRun("container " + id + " was removed");
                    quiet(assigned);
                    agent.forget(id, this);
                    return;
                }
                default -> seen = taker.take(assigned, seen, step, this);
            }
        }
    }

    /** Asked while it runs and is to run on: what fails while it is being stopped says nothing. */
    private void health(Optional<ContainerAssignment> assigned) {
        Seen now = seen;
        boolean runsOn = now.process() == Process.RUNNING
                && now.run().told() == Told.START
                && now.acted().stopping() == null;
        if (runsOn && now.run().stamp() != null && now.run().startedAt() != null && assigned.isPresent()) {
            agent.health().up(assigned.get(), now.run().stamp().key(), now.run().startedAt());
        } else {
            agent.health().rest(id);
        }
    }

    private void takeExit() {
        RunExit end = exit;
        if (end != null
                && seen.run().stamp() != null
                && end.stamp().run() == seen.run().stamp().run()
                && seen.up()) {
            seen = seen.ended(end);
        }
        if (end != null && seen.run().number() >= end.stamp().run()) {
            exit = null;
        }
    }

    /** The process of a run waits to be let go: whoever waited for it may attach. */
    void created(RunKey key) {
        CompletableFuture<RunKey> waiting;
        synchronized (settling) {
            waiting = nextRun;
            nextRun = new CompletableFuture<>();
        }
        waiting.complete(key);
    }

    void failNextRun(String reason) {
        CompletableFuture<RunKey> waiting;
        synchronized (settling) {
            waiting = nextRun;
            nextRun = new CompletableFuture<>();
        }
        waiting.completeExceptionally(new IOException(reason));
    }

    /** The run that is up, or the next one once its process exists. */
    CompletionStage<RunKey> currentOrNextRun() {
        synchronized (settling) {
            Seen now = seen;
            if (gone) {
                return CompletableFuture.failedFuture(new IOException("container " + id + " was removed"));
            }
            return now.up() && now.run().stamp() != null
                    ? CompletableFuture.completedFuture(now.run().stamp().key())
                    : nextRun;
        }
    }

    /** The run that is up. */
    Optional<RunKey> currentRun() {
        Seen now = seen;
        return now.process() != Process.NONE && now.run().stamp() != null
                ? Optional.of(now.run().stamp().key())
                : Optional.empty();
    }

    /** Completes once it was looked at for the first time, whatever came of it. */
    CompletableFuture<Void> looked() {
        return looked;
    }

    CompletionStage<Void> settled(long generation) {
        var done = new CompletableFuture<Void>();
        synchronized (settling) {
            if (settled >= generation || gone) {
                done.complete(null);
            } else {
                settling.add(new Settling(generation, done));
            }
        }
        return done;
    }

    /** What was asked for can't be done: whoever waits for it hears why. */
    void failSettling(IOException reason) {
        List<Settling> waiting;
        synchronized (settling) {
            waiting = List.copyOf(settling);
            settling.clear();
        }
        waiting.forEach(one -> one.done().completeExceptionally(reason));
    }

    private void quiet(Optional<ContainerAssignment> assigned) {
        long generation = assigned.map(now -> now.desired().generation()).orElse(Long.MAX_VALUE);
        var due = new ArrayList<Settling>();
        synchronized (settling) {
            settled = generation;
            settling.removeIf(waiting -> waiting.generation() <= generation && due.add(waiting));
        }
        due.forEach(waiting -> waiting.done().complete(null));
    }
}
