package io.rutter.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.cluster.orders.FreshIds;
import io.rutter.engine.cluster.orders.Orders;
import io.rutter.engine.cluster.orders.Outcome;
import io.rutter.engine.cluster.orders.SubnetPools;
import io.rutter.engine.cluster.orders.SwarmOrders;
import io.rutter.engine.cluster.world.WorldKeeper;
import io.rutter.engine.container.ContainerCommand.Report;
import io.rutter.engine.container.ContainerReport;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.LiveContainer.Phase;
import io.rutter.engine.container.LiveContainer.Wanted;
import io.rutter.engine.container.StartFault;
import io.rutter.engine.entity.Actor;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.entity.Reply;
import io.rutter.engine.id.ContainerId;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.ImageId;
import io.rutter.engine.id.Kind;
import io.rutter.engine.image.ImageCommand.RecordImage;
import io.rutter.engine.image.ImageConfig;
import io.rutter.engine.network.NetworkCommand.CreateNetwork;
import io.rutter.engine.network.NetworkSpec;
import io.rutter.engine.node.NodeCommand.JoinNode;
import io.rutter.engine.node.NodeCommand.NoteReady;
import io.rutter.engine.node.NodeDescription;
import io.rutter.engine.node.NodeSpec;
import io.rutter.engine.reconcile.SwarmPlanner;
import io.rutter.engine.reconcile.service.IdSource;
import io.rutter.engine.reconcile.service.Pictures;
import io.rutter.engine.reconcile.service.ServicePicture;
import io.rutter.engine.reconcile.service.ServicePlan;
import io.rutter.engine.reconcile.service.ServicePlanner;
import io.rutter.engine.reconcile.service.TaskPhase;
import io.rutter.engine.reconcile.service.TaskStep;
import io.rutter.engine.reconcile.service.TaskView;
import io.rutter.engine.reference.ReferenceCommand.PointReference;
import io.rutter.engine.service.LiveService;
import io.rutter.engine.world.Services;
import io.rutter.engine.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/** A cluster in memory: real rules, claims, World, planners and orders; hosts that start and stop what they are told. */
final class SwarmSimulation {
    static final String NODE = "node1xxxxxxxxxxxxxxxxxxxx";
    private static final int ROUNDS = 100;
    private static final Origin TEST = new Origin(Actor.user("test", null, null), "t", 0, null);

    final WorldKeeper keeper = new WorldKeeper(World.EMPTY);
    final MemoryCommands commands = new MemoryCommands(keeper);
    final FreshIds ids;
    final Orders orders;
    /** Images whose processes end with code 1 as soon as they start. */
    final Set<String> broken = new HashSet<>();
    /** Images whose command is not there: their containers never run. */
    final Set<String> unstartable = new HashSet<>();
    /** How long a process takes to end that is told to. */
    Duration stopTakes = Duration.ZERO;

    private final SwarmPlanner swarm;
    private final Map<ContainerId, Instant> toldToStop = new HashMap<>();

    SwarmSimulation(long seed) {
        ids = new FreshIds(new Random(seed));
        orders = new Orders(keeper, commands, commands.log(), commands.named(), ids, NODE, null);
        swarm = new SwarmPlanner(NODE, description("host1"), ids::hex64);
        bridge();
        image("web:1");
        image("web:2");
        image("web:bad");
        image("web:nocommand");
        broken.add("web:bad");
        unstartable.add("web:nocommand");
        ok(new SwarmOrders(orders, subnets -> subnets)
                .init(new SwarmOrders.NewSwarm(io.rutter.engine.swarm.SwarmSpec.DEFAULT, List.of(), 0, 0), origin()));
        run();
    }

    static NodeDescription description(String hostname) {
        return new NodeDescription(
                hostname, "linux", "x86_64", 4_000_000_000L, 8L << 30, "test", Map.of(), "127.0.0.1");
    }

    Origin origin() {
        return TEST;
    }

    World world() {
        return keeper.world();
    }

    Instant now() {
        return commands.now();
    }

    private void image(String name) {
        String id = "sha256:" + ids.hex64();
        send(new EntityKey(Kind.IMAGE, id), new RecordImage(NODE, imageConfig(), 1, "load", ""));
        send(new EntityKey(Kind.REFERENCE, name), new PointReference(new ImageId(id)));
    }

    static ImageConfig imageConfig() {
        return new ImageConfig(
                "amd64",
                "linux",
                "",
                null,
                "",
                "",
                List.of("httpd"),
                List.of(),
                List.of(),
                "",
                "",
                Map.of(),
                List.of(),
                List.of(),
                null,
                List.of(),
                List.of(),
                null,
                List.of(),
                List.of());
    }

    private void bridge() {
        String id = ids.hex64();
        send(new EntityKey(Kind.NETWORK, id), new CreateNetwork(id, network("bridge"), SubnetPools.docker()));
    }

    static NetworkSpec network(String name) {
        return new NetworkSpec(
                name, "bridge", "local", false, false, false, false, Map.of(), Map.of(), "default", Map.of(),
                List.of());
    }

    void node(String id, String hostname, Map<String, String> labels) {
        var spec = new NodeSpec("", labels, NodeSpec.Role.WORKER, NodeSpec.Availability.ACTIVE);
        send(new EntityKey(Kind.NODE, id), new JoinNode(spec, description(hostname)));
        send(new EntityKey(Kind.NODE, id), new NoteReady(description(hostname)));
    }

    Reply send(EntityKey key, Object command) {
        Reply reply = commands.send(key, command, TEST).toCompletableFuture().join();
        assertThat(reply).isInstanceOf(Reply.Done.class);
        return reply;
    }

    static <T> T ok(java.util.concurrent.CompletionStage<Outcome<T>> outcome) {
        var future = outcome.toCompletableFuture();
        return future.isDone() && future.join() instanceof Outcome.Ok<T> ok ? ok.value() : null;
    }

    /** One round of planning; the text of what was planned. */
    String plan() {
        var text = new ArrayList<String>();
        for (SwarmPlanner.SwarmStep step : swarm.plan(world())) {
            commands.send(step.key(), step.command(), TEST);
        }
        var services = new java.util.TreeSet<>(world().services().withTasks());
        world().services().all().forEach(service -> services.add(service.id()));
        var source = new Source();
        for (String id : services) {
            ServicePicture picture = new Pictures(world(), now()).of(id);
            ServicePlan plan = ServicePlanner.plan(picture, source);
            var execution = new TaskExecution(orders, world(), picture.service());
            for (TaskStep step : plan.steps()) {
                text.add(step.text());
                assertThat(execution.run(step, TEST).toCompletableFuture().join())
                        .as(step.text())
                        .isInstanceOf(Outcome.Ok.class);
            }
        }
        return String.join("\n", text);
    }

    private final class Source implements IdSource {
        @Override
        public String shortId() {
            return ids.base36();
        }

        @Override
        public ContainerId containerId() {
            return ids.container();
        }
    }

    /** Plans and lets hosts act until nothing is left to do at this moment. */
    void run() {
        String last = "";
        for (int round = 0; round < ROUNDS; round++) {
            last = plan();
            boolean planned = !last.isEmpty();
            boolean acted = act(_ -> true);
            if (!planned && !acted) {
                return;
            }
        }
        throw new AssertionError("nothing settles after " + ROUNDS + " rounds; the last: " + last);
    }

    /** Lets time pass a second at a time, everybody acting after each. */
    void pass(Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            commands.at(now().plusSeconds(1));
            run();
        }
    }

    /** Hosts do one thing for each of the chosen containers. */
    boolean act(Predicate<LiveContainer> chosen) {
        boolean acted = false;
        for (LiveContainer container : List.copyOf(world().containers().all())) {
            if (Services.owner(container) != null && chosen.test(container)) {
                acted |= act(container);
            }
        }
        return acted;
    }

    private boolean act(LiveContainer container) {
        var run = container.run();
        var desired = container.desired();
        if (run.phase() == Phase.STARTING && run.answered() < desired.startGeneration()) {
            if (unstartable.contains(container.spec().config().image())) {
                report(container, notStarted(container));
                return true;
            }
            report(container, new ContainerReport.Started(desired.startGeneration(), run.number() + 1, 7, now()));
            if (broken.contains(container.spec().config().image())) {
                report(container, new ContainerReport.Exited(run.number() + 1, 1, false, 0, null, now()));
            }
            return true;
        }
        boolean stops = desired.wanted() == Wanted.STOPPED || desired.wanted() == Wanted.REMOVED;
        if (container.isUp() && stops && hasStopped(container)) {
            report(container, new ContainerReport.Exited(run.number(), 143, false, 15, null, now()));
            return true;
        }
        return false;
    }

    private ContainerReport notStarted(LiveContainer container) {
        return new ContainerReport.StartFailed(
                container.desired().startGeneration(),
                container.run().number() + 1,
                "no such command",
                127,
                StartFault.REQUEST,
                now());
    }

    private boolean hasStopped(LiveContainer container) {
        Instant told = toldToStop.computeIfAbsent(container.id(), _ -> now());
        return !now().isBefore(told.plus(stopTakes));
    }

    private void report(LiveContainer container, ContainerReport report) {
        send(EntityKey.container(container.id()), new Report(report));
    }

    /** The process ends by itself. */
    void exits(TaskView task, int exitCode) {
        LiveContainer container = world().container(task.id().value()).orElseThrow();
        report(container, new ContainerReport.Exited(container.run().number(), exitCode, false, 0, null, now()));
    }

    LiveService service(String name) {
        return world().services().find(name).optional().orElseThrow();
    }

    List<TaskView> tasks(String name) {
        var tasks = new ArrayList<>(Pictures.tasks(world(), service(name).id()));
        tasks.sort(Comparator.comparing((TaskView task) -> task.owner().slot())
                .thenComparing(TaskView::createdAt)
                .thenComparing(task -> task.owner().taskId()));
        return tasks;
    }

    List<TaskView> running(String name) {
        return tasks(name).stream()
                .filter(task -> task.active() && task.phase() == TaskPhase.RUNNING)
                .toList();
    }
}
