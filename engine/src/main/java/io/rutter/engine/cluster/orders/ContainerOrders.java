package io.rutter.engine.cluster.orders;

import io.rutter.engine.container.Container.RemovedContainer;
import io.rutter.engine.container.ContainerCommand.ConnectContainer;
import io.rutter.engine.container.ContainerCommand.CreateExec;
import io.rutter.engine.container.ContainerCommand.DisconnectContainer;
import io.rutter.engine.container.ContainerCommand.KillContainer;
import io.rutter.engine.container.ContainerCommand.NoteCommit;
import io.rutter.engine.container.ContainerCommand.NoteStartRefused;
import io.rutter.engine.container.ContainerCommand.PauseContainer;
import io.rutter.engine.container.ContainerCommand.RemoveContainer;
import io.rutter.engine.container.ContainerCommand.RenameContainer;
import io.rutter.engine.container.ContainerCommand.Report;
import io.rutter.engine.container.ContainerCommand.RestartContainer;
import io.rutter.engine.container.ContainerCommand.StartContainer;
import io.rutter.engine.container.ContainerCommand.StartExec;
import io.rutter.engine.container.ContainerCommand.StopContainer;
import io.rutter.engine.container.ContainerCommand.UnpauseContainer;
import io.rutter.engine.container.ContainerCommand.UpdateContainer;
import io.rutter.engine.container.ContainerReport;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.LiveContainer.Phase;
import io.rutter.engine.container.LiveContainer.Run;
import io.rutter.engine.container.spec.EndpointConfig;
import io.rutter.engine.container.spec.ExecConfig;
import io.rutter.engine.container.spec.Resources;
import io.rutter.engine.container.spec.RestartPolicy;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.entity.Reply;
import io.rutter.engine.entity.State;
import io.rutter.engine.id.ContainerId;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.ImageId;
import io.rutter.engine.network.Network.LiveNetwork;
import io.rutter.engine.reconcile.StartPlanner;
import io.rutter.engine.reconcile.StartPlanner.StartPlan;
import io.rutter.engine.reconcile.declare.DeclarePlanner;
import io.rutter.engine.reconcile.declare.DeclarePlanner.DeclarePlan;
import io.rutter.engine.reconcile.declare.NewContainer;
import io.rutter.engine.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What users ask of containers: plans made, orders sent, and the waits on World that make an answer true. */
public final class ContainerOrders {
    /** Longer than any runtime takes to start or to fail. */
    private static final Duration START_LIMIT = Duration.ofSeconds(120);

    /** Beyond the grace: a host takes no longer to end a process that was killed. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(120);

    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);
    /** Longer than any host takes to end a process that was killed. */
    private static final Duration REMOVE_LIMIT = Duration.ofSeconds(120);

    private static final Duration SWEEP_LIMIT = Duration.ofSeconds(10);
    private static final Duration SETTLE_LIMIT = Duration.ofSeconds(30);
    private static final String SIGKILL = "SIGKILL";

    private final Orders orders;

    public ContainerOrders(Orders orders) {
        this.orders = orders;
    }

    /** Declares a container and the volumes that it is the first to name. */
    public CompletionStage<Outcome<LiveContainer>> create(NewContainer request, Origin origin) {
        FreshIds ids = orders.ids(origin);
        ContainerId id = ids.container();
        World world = orders.world(EntityKey.container(id), origin);
        var planner = new DeclarePlanner(world, orders.nodeId(), ids::hex64);
        DeclarePlan plan = planner.plan(request, id, ids.names());
        return switch (plan) {
            case DeclarePlan.Impossible impossible -> Outcome.done(Outcome.refused(impossible.problem()));
            case DeclarePlan.Ready ready ->
                new VolumeOrders(orders)
                        .createAll(ready.volumes(), origin)
                        .thenCompose(made -> made.then(_ -> orders.send(
                                EntityKey.container(ready.declare().id()),
                                ready.declare(),
                                origin,
                                LiveContainer.class)));
        };
    }

    /** Starts it; answers once its process runs, or with the reason why it does not. */
    public CompletionStage<Outcome<Boolean>> start(LiveContainer container, Origin origin) {
        return planned(
                        container,
                        origin,
                        ready -> orders.send(
                                key(container),
                                new StartContainer(ready.endpoints(), ready.ports()),
                                origin,
                                LiveContainer.class))
                .thenCompose(sent -> switch (sent) {
                    case Outcome.Ok<LiveContainer> ok -> untilStarted(ok.value());
                    case Outcome.Refused<LiveContainer> refused -> refusedStart(container, refused.problem(), origin);
                });
    }

    /** It is told where people look for it; a container that goes with its process goes too when there never will be one. */
    private CompletionStage<Outcome<Boolean>> refusedStart(LiveContainer container, Problem problem, Origin origin) {
        Outcome<Boolean> refused = Outcome.refused(problem);
        return switch (problem) {
            case Problem.NotModified _, Problem.Busy _, Problem.Unavailable _ -> Outcome.done(refused);
            case Problem.NotFound _,
                    Problem.Conflict _,
                    Problem.Invalid _,
                    Problem.Forbidden _,
                    Problem.Unauthorized _,
                    Problem.Missing _,
                    Problem.Broken _ -> {
                boolean goes = container.spec().hostConfig().autoRemove()
                        && container.run().phase() == Phase.CREATED;
                CompletionStage<?> noted = goes
                        ? remove(container, true, true, origin)
                        : orders.order(key(container), new NoteStartRefused(problem.message()), origin);
                yield noted.thenApply(_ -> refused);
            }
        };
    }

    public CompletionStage<Outcome<Boolean>> restart(
            LiveContainer container, @Nullable String signal, @Nullable Duration grace, Origin origin) {
        return planned(
                        container,
                        origin,
                        ready -> orders.send(
                                key(container),
                                new RestartContainer(signal, grace, ready.endpoints(), ready.ports()),
                                origin,
                                LiveContainer.class))
                .thenCompose(sent -> sent.then(this::untilStarted));
    }

    private CompletionStage<Outcome<LiveContainer>> planned(
            LiveContainer container,
            Origin origin,
            Function<StartPlan.Ready, CompletionStage<Outcome<LiveContainer>>> send) {
        World world = orders.world(key(container), origin);
        return switch (new StartPlanner(world, orders.ids()::hex64, orders::hostHasIpv6).plan(container)) {
            case StartPlan.Impossible impossible -> Outcome.done(Outcome.refused(impossible.problem()));
            case StartPlan.Ready ready -> send.apply(ready);
        };
    }

    private CompletionStage<Outcome<Boolean>> untilStarted(LiveContainer asked) {
        long generation = asked.desired().startGeneration();
        Duration limit = START_LIMIT.plus(Optional.ofNullable(asked.desired().grace())
                .filter(grace -> !grace.isNegative())
                .orElse(Duration.ZERO));
        return orders.untilState(key(asked), state -> started(state, generation), limit, "start of " + asked.id());
    }

    private static Optional<Outcome<Boolean>> started(State state, long generation) {
        return switch (state) {
            case LiveContainer live when live.run().answered() >= generation -> Optional.of(told(live.run()));
            case RemovedContainer removed
            when removed.run().answered() >= generation -> Optional.of(told(removed.run()));
            case RemovedContainer removed ->
                Optional.of(Outcome.refused(
                        new Problem.Conflict("container " + removed.id() + " was removed while it was starting")));
            default -> Optional.empty();
        };
    }

    private static Outcome<Boolean> told(Run run) {
        return run.error().isEmpty() ? Outcome.ok(true) : Outcome.refused(StartProblems.of(run));
    }

    /** Stops it; answers once its process has ended. Refuses: NotModified when it was not running. */
    public CompletionStage<Outcome<Boolean>> stop(
            LiveContainer container, @Nullable String signal, @Nullable Duration grace, Origin origin) {
        return orders.send(key(container), new StopContainer(signal, grace), origin, LiveContainer.class)
                .thenCompose(sent -> sent.then(this::stopped));
    }

    /** Without a limit only where the user wants none: a grace that never ends. */
    private CompletionStage<Outcome<Boolean>> stopped(LiveContainer asked) {
        Duration grace = asked.desired().grace();
        if (grace != null && grace.isNegative()) {
            return orders.untilOpen(key(asked), world -> down(world, asked));
        }
        Duration limit = grace == null ? STOP_LIMIT : STOP_LIMIT.plus(grace);
        return orders.until(key(asked), world -> down(world, asked), limit, "stop of " + asked.id());
    }

    private static Optional<Outcome<Boolean>> down(World world, LiveContainer asked) {
        boolean up = world.container(asked.id().value())
                .filter(container -> container.isUp()
                        || container.run().phase() == Phase.STARTING
                        || container.run().phase() == Phase.RESTARTING)
                .isPresent();
        return up ? Optional.empty() : Optional.of(Outcome.ok(true));
    }

    /** Sends a signal; after SIGKILL answers once the process has ended. */
    public CompletionStage<Outcome<Boolean>> kill(LiveContainer container, String signal, Origin origin) {
        long run = container.run().number();
        return orders.send(key(container), new KillContainer(signal), origin, LiveContainer.class)
                .thenCompose(sent -> sent.then(asked -> signal.equals(SIGKILL)
                        ? orders.until(
                                key(asked), world -> ended(world, asked, run), KILL_LIMIT, "end of " + asked.id())
                        : settled(asked)));
    }

    private static Optional<Outcome<Boolean>> ended(World world, LiveContainer asked, long run) {
        boolean still = world.container(asked.id().value())
                .filter(container -> container.isUp() && container.run().number() == run)
                .isPresent();
        return still ? Optional.empty() : Optional.of(Outcome.ok(true));
    }

    private CompletionStage<Outcome<Boolean>> settled(LiveContainer asked) {
        return orders.settled(asked.id(), asked.generation(), SETTLE_LIMIT);
    }

    public CompletionStage<Outcome<Boolean>> pause(LiveContainer container, Origin origin) {
        return orders.send(key(container), new PauseContainer(), origin, LiveContainer.class)
                .thenCompose(sent -> sent.then(asked -> phase(asked, Phase.PAUSED)));
    }

    public CompletionStage<Outcome<Boolean>> unpause(LiveContainer container, Origin origin) {
        return orders.send(key(container), new UnpauseContainer(), origin, LiveContainer.class)
                .thenCompose(sent -> sent.then(asked -> phase(asked, Phase.RUNNING)));
    }

    private CompletionStage<Outcome<Boolean>> phase(LiveContainer asked, Phase phase) {
        return orders.until(
                key(asked),
                world -> world.container(asked.id().value())
                                .filter(container -> container.isUp()
                                        && container.run().phase() != phase
                                        && wantedStill(asked, container))
                                .isPresent()
                        ? Optional.empty()
                        : Optional.of(Outcome.ok(true)),
                SETTLE_LIMIT,
                "change of " + asked.id());
    }

    /** A kill wants what is paused to go on. */
    private static boolean wantedStill(LiveContainer asked, LiveContainer now) {
        return asked.desired().wanted() == now.desired().wanted();
    }

    public CompletionStage<Outcome<Boolean>> rename(LiveContainer container, String name, Origin origin) {
        return orders.order(key(container), new RenameContainer(name), origin);
    }

    /** Journals that an image was made of its files. */
    public CompletionStage<Outcome<Boolean>> noteCommit(
            LiveContainer container, ImageId image, String reference, String comment, Origin origin) {
        return orders.order(key(container), new NoteCommit(image, reference, comment), origin);
    }

    public CompletionStage<Outcome<Boolean>> update(
            LiveContainer container, Resources resources, @Nullable RestartPolicy policy, Origin origin) {
        return orders.send(key(container), new UpdateContainer(resources, policy), origin, LiveContainer.class)
                .thenCompose(
                        sent -> sent.then(asked -> asked.isUp() ? settled(asked) : Outcome.done(Outcome.ok(true))));
    }

    /** Removes it and, if asked, its anonymous volumes; answers once it is gone. */
    public CompletionStage<Outcome<Boolean>> remove(
            LiveContainer container, boolean force, boolean volumes, Origin origin) {
        // listens first: the end of a life is told once
        CompletableFuture<Outcome<RemovedContainer>> gone = orders.untilState(key(container), ContainerOrders::removed);
        return orders.order(key(container), new RemoveContainer(force, volumes), origin)
                .whenComplete((sent, failure) -> {
                    if (failure != null || sent instanceof Outcome.Refused<Boolean>) {
                        gone.cancel(false);
                    }
                })
                .thenCompose(sent -> sent.then(_ -> orders.limited(gone, REMOVE_LIMIT, "end of " + container.id())))
                .thenCompose(end -> end.then(removed -> withVolumes(removed, origin)));
    }

    private static Optional<Outcome<RemovedContainer>> removed(State state) {
        return state instanceof RemovedContainer removed ? Optional.of(Outcome.ok(removed)) : Optional.empty();
    }

    /** Its volumes go with it; when the log is busy for long, after the answer. */
    private CompletionStage<Outcome<Boolean>> withVolumes(RemovedContainer removed, Origin origin) {
        return new VolumeOrders(orders)
                .sweep(removed.volumes(), origin)
                .toCompletableFuture()
                .completeOnTimeout(false, SWEEP_LIMIT.toSeconds(), TimeUnit.SECONDS)
                .thenApply(_ -> Outcome.ok(true));
    }

    public CompletionStage<Outcome<Boolean>> connect(
            LiveContainer container, LiveNetwork network, EndpointConfig config, Origin origin) {
        World world = orders.world(key(container), origin);
        var plan =
                new StartPlanner(world, orders.ids()::hex64, orders::hostHasIpv6).endpoint(container, config, network);
        return orders.send(key(container), new ConnectContainer(config, plan), origin, LiveContainer.class)
                .thenCompose(
                        sent -> sent.then(asked -> asked.isUp() ? settled(asked) : Outcome.done(Outcome.ok(true))));
    }

    public CompletionStage<Outcome<Boolean>> disconnect(
            LiveContainer container, LiveNetwork network, boolean force, Origin origin) {
        var leave = new DisconnectContainer(network.id(), network.spec().name(), force);
        return orders.send(key(container), leave, origin, LiveContainer.class)
                .thenCompose(
                        sent -> sent.then(asked -> asked.isUp() ? settled(asked) : Outcome.done(Outcome.ok(true))));
    }

    /** Declares an exec; its id is answered. */
    public CompletionStage<Outcome<String>> createExec(LiveContainer container, ExecConfig config, Origin origin) {
        String id = orders.ids(origin).hex64();
        return orders.order(key(container), new CreateExec(id, config), origin)
                .thenCompose(sent -> sent.then(_ -> Outcome.done(Outcome.ok(id))));
    }

    /** Says that an exec is started now; the stream is the node's. Refuses: Conflict, when the same request did so before. */
    public CompletionStage<Outcome<Boolean>> startExec(LiveContainer container, String execId, Origin origin) {
        return orders.commands()
                .send(key(container), new StartExec(execId), origin)
                .thenApply(reply -> switch (reply) {
                    case Reply.Done done
                    when done.repeated() ->
                        Outcome.refused(
                                new Problem.Conflict(
                                        "exec " + execId
                                                + " was started by this request before: it is not run again, and its output was not kept"));
                    case Reply.Done done -> Outcome.ok(done.changed());
                    case Reply.Refused refused -> Outcome.refused(refused.problem());
                });
    }

    /** Says how an exec ended that nobody saw end. */
    public CompletionStage<Outcome<Boolean>> endLostExec(
            LiveContainer container, String execId, int exitCode, Instant at, Origin origin) {
        var report = new Report(new ContainerReport.ExecEnded(execId, exitCode, at));
        return Orders.insist(() -> orders.order(key(container), report, origin), Orders.BUSY_PAUSE);
    }

    /** When a wait is over. */
    public enum ExitCondition {
        NOT_RUNNING,
        NEXT_EXIT,
        REMOVED
    }

    /** How it ended, or why the end cannot be told. */
    public record Exit(int code, String error) {}

    /** Waits for an end, without a limit; cancel the stage's future to stop waiting. */
    public CompletionStage<Outcome<Exit>> awaitExit(LiveContainer container, ExitCondition condition) {
        return orders.untilState(key(container), ExitWaits.question(container, condition));
    }

    private static EntityKey key(LiveContainer container) {
        return EntityKey.container(container.id());
    }
}
