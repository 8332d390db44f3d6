package io.rutter.agent.reconcile;

import io.rutter.agent.health.HealthChecks;
import io.rutter.agent.runtime.RunExit;
import io.rutter.agent.runtime.RunKey;
import io.rutter.engine.assignment.AssignmentSource;
import io.rutter.engine.assignment.ContainerAssignment;
import io.rutter.engine.assignment.ReportSink;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a node: a worker for each container, the node's networks and volumes, and the first look at the host. */
public final class Agent implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
    private static final Duration FIRST_LOOK_LIMIT = Duration.ofSeconds(60);
    /** Nobody tells when a stranger has emptied the firewall or taken a bridge away. */
    private static final Duration DRIFT_LOOK = Duration.ofSeconds(60);

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final NodeParts parts;
    private final AssignmentSource assignments;
    private final ContainerStepper stepper;
    private final StepTaker taker;
    private final MountHolds holds;
    private final NodeKeeper keeper;
    private final NameKeeper names;
    private final HealthChecks health;
    private final Map<String, ContainerWorker> workers = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Looks networkLooks;
    private final Looks volumeLooks;
    private final Looks imageLooks;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("agent-timer").factory());

    public Agent(
            NodeParts parts,
            AssignmentSource assignments,
            ReportSink reports,
            LogIdentity log,
            ContainerStepper.SignalNumbers signals) {
        this.parts = parts;
        this.assignments = assignments;
        this.stepper = new ContainerStepper(signals);
        var volumes = new VolumeKeeper(parts.volumes(), assignments, log);
        this.holds = new MountHolds(parts, new MountResolver(parts.volumes(), volumes));
        var maker = new RunMaker(parts, holds, log, threads, this::livingRun);
        this.taker = new StepTaker(parts, maker, holds, reports, signals);
        this.names = new NameKeeper(parts.network(), assignments, threads, this::later);
        this.keeper = new NodeKeeper(parts, assignments, volumes, names, new RunAdopter(parts.runtime(), log));
        this.networkLooks = new Looks(this::execute, keeper::look);
        this.volumeLooks = new Looks(this::execute, keeper::look);
        this.imageLooks = new Looks(this::execute, keeper::look);
        this.health = new HealthChecks(parts.runtime(), reports, parts.clock());
    }

    /**
     * The first look: adopts what lives, tells what died meanwhile, clears away what is half made, then follows the log.
     *
     * @return once everything was looked at
     */
    public void start() throws IOException {
        parts.runtime().onExit(this::exited);
        FirstLook found = keeper.firstLook();
        found.seen().forEach((id, seen) -> workers.put(id, new ContainerWorker(id, this, taker, seen)));
        found.unclear().forEach((id, sight) -> workers.put(id, new ContainerWorker(id, this, taker, sight)));
        assignments.follow(this::changed);
        var adopted = new ArrayList<>(workers.values());
        assignments.all().containers().keySet().forEach(this::worker);
        workers.values().forEach(ContainerWorker::look);
        firstLooks(adopted);
        timer.scheduleWithFixedDelay(
                this::lookForDrift, DRIFT_LOOK.toSeconds(), DRIFT_LOOK.toSeconds(), TimeUnit.SECONDS);
    }

    private void lookForDrift() {
        networkLooks.atAll(assignments.all().networks().keySet().stream()
                .map(id -> new EntityKey(Kind.NETWORK, id))
                .toList());
        changed(keeper.failed());
        execute(keeper::lookAtFirewall);
    }

    /** What an earlier life left is told and cleared away before anybody may ask; what only has to be started is not waited for. */
    private void firstLooks(List<ContainerWorker> adopted) {
        var looks = adopted.stream().map(ContainerWorker::looked).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(looks)
                    .orTimeout(FIRST_LOOK_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException e) {
            long late = Stream.of(looks).filter(look -> !look.isDone()).count();
            LOG.warn(
                    "{} containers are not looked at after {} s; they are told when they are",
                    late,
                    FIRST_LOOK_LIMIT.toSeconds());
        }
    }

    private void changed(Set<EntityKey> keys) {
        for (EntityKey key : keys) {
            switch (key.kind()) {
                case CONTAINER -> {
                    wake(key.id());
                    names.containerChanged(key.id());
                }
                case NETWORK -> networkLooks.at(key);
                case VOLUME -> volumeLooks.at(key);
                case IMAGE -> imageLooks.at(key);
                case SERVICE -> names.servicesChanged();
                case REFERENCE, NODE, SECRET, CONFIG, SWARM, CHANGE, LOG -> {}
            }
        }
    }

    /** A container that is neither wanted nor known here any more needs no look. */
    private void wake(String id) {
        if (workers.containsKey(id) || assignments.container(id).isPresent()) {
            worker(id).look();
        }
    }

    private ContainerWorker worker(String id) {
        return workers.computeIfAbsent(id, _ -> new ContainerWorker(id, this, taker, Seen.NOTHING));
    }

    private void exited(RunExit exit) {
        ContainerWorker worker = workers.get(exit.stamp().containerId());
        if (worker != null) {
            worker.exited(exit);
        }
    }

    private Optional<RunKey> livingRun(String containerId) {
        return Optional.ofNullable(workers.get(containerId)).flatMap(ContainerWorker::currentRun);
    }

    /** The run of a container that is up. */
    public Optional<RunKey> currentRun(String containerId) {
        return livingRun(containerId);
    }

    /** The run of a container that is up, or the next one once its process exists; fails when it cannot be made, or is gone. */
    public CompletableFuture<RunKey> currentOrNextRun(String containerId) {
        ContainerWorker worker = worker(containerId);
        CompletableFuture<RunKey> run = worker.currentOrNextRun().toCompletableFuture();
        if (assignments.container(containerId).isEmpty()) {
            // removed a moment ago: a look tells whoever waits, and lets the worker go
            worker.look();
        }
        return run;
    }

    /** Completes once a generation of what is desired is done. */
    public CompletableFuture<Void> settled(String containerId, long generation) {
        ContainerWorker worker = workers.get(containerId);
        return worker == null
                ? CompletableFuture.completedFuture(null)
                : worker.settled(generation).toCompletableFuture();
    }

    /** Has a container's files mounted until the result is closed, whether it is up or not. */
    public MountedFiles files(ContainerAssignment assigned) throws IOException {
        return holds.forTransfer(assigned, true);
    }

    /** As {@link #files}, without looking after what a container sees mounted in its root filesystem. */
    public MountedFiles rootfs(ContainerAssignment assigned) throws IOException {
        return holds.forTransfer(assigned, false);
    }

    void forget(String id, ContainerWorker worker) {
        workers.remove(id, worker);
    }

    /** What the node shall do for a container; empty when it is to be cleaned away. */
    public Optional<ContainerAssignment> assignment(String id) {
        return assignments.container(id);
    }

    ContainerStepper stepper() {
        return stepper;
    }

    /** Who asks for the health of what runs. */
    public HealthChecks health() {
        return health;
    }

    Instant now() {
        return parts.clock().instant();
    }

    /** Runs a look; at the end of the agent nothing is begun any more. */
    void execute(Runnable look) {
        try {
            threads.execute(look);
        } catch (RejectedExecutionException e) {
            LOG.debug("No more looks: the agent ends", e);
        }
    }

    void later(Runnable look, Duration delay) {
        try {
            timer.schedule(() -> execute(look), Math.max(0, delay.toMillis()) + 1, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("No more looks: the agent ends", e);
        }
    }

    /** Stops looking, and waits a little for steps under way. Containers live on. */
    @Override
    public void close() throws InterruptedException {
        health.close();
        timer.shutdownNow();
        threads.shutdown();
        threads.awaitTermination(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }
}
