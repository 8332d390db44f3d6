package io.rutter.engine.cluster;

import io.rutter.engine.assignment.AssignmentSource;
import io.rutter.engine.assignment.NodeOperations;
import io.rutter.engine.assignment.ReportSink;
import io.rutter.engine.claims.ClaimsRegistry;
import io.rutter.engine.cluster.orders.ContainerOrders;
import io.rutter.engine.cluster.orders.FreshIds;
import io.rutter.engine.cluster.orders.ImageOrders;
import io.rutter.engine.cluster.orders.NamedRequests;
import io.rutter.engine.cluster.orders.NetworkOrders;
import io.rutter.engine.cluster.orders.Orders;
import io.rutter.engine.cluster.orders.RequestIds;
import io.rutter.engine.cluster.orders.ServiceOrders;
import io.rutter.engine.cluster.orders.SwarmOrders;
import io.rutter.engine.cluster.orders.VolumeOrders;
import io.rutter.engine.cluster.world.Past;
import io.rutter.engine.cluster.world.Waits;
import io.rutter.engine.cluster.world.WorldAssignments;
import io.rutter.engine.cluster.world.WorldKeeper;
import io.rutter.engine.entity.Commands;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.log.Admission;
import io.rutter.engine.log.EventLog;
import io.rutter.engine.node.NodeDescription;
import io.rutter.engine.reconcile.SwarmPlanner;
import io.rutter.engine.world.World;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** An engine that runs: what the API asks, orders, follows and reads. */
public final class Engine {
    private static final long NANO_CPUS = 1_000_000_000;

    private final ActorSystem<SpawnProtocol.Command> system;
    private final WorldKeeper keeper;
    private final EventLog log;
    private final NamedRequests named;
    private final Commands commands;
    private final NodeOperations node;
    private final Settings settings;
    private final RequestIds requests;
    private final FreshIds ids;
    private final Past past;
    private final Orders orders;

    /**
     * @param pools subnets for networks that ask for none
     * @param freeOnHost of some subnets those that no interface of the host has now
     * @param epoch of the log's present appender
     */
    public record Settings(
            String nodeId,
            EngineBuild build,
            List<String> pools,
            UnaryOperator<List<String>> freeOnHost,
            long epoch,
            InstantSource clock) {}

    /** Nothing is waited for but a processor, which a machine that starts everything at once may not have for long. */
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private Engine(
            ActorSystem<SpawnProtocol.Command> system,
            WorldKeeper keeper,
            EventLog log,
            Past past,
            NamedRequests named,
            Commands commands,
            NodeOperations node,
            Settings settings,
            FreshIds ids) {
        this.system = system;
        this.keeper = keeper;
        this.log = log;
        this.named = named;
        this.commands = commands;
        this.node = node;
        this.settings = settings;
        this.requests = new RequestIds(settings.epoch());
        this.ids = ids;
        this.past = past;
        this.orders = new Orders(keeper, commands, log, named, ids, settings.nodeId(), node);
    }

    /** Puts an engine together over a log whose World and claims are folded already. */
    public static Engine start(
            ActorSystem<SpawnProtocol.Command> system,
            WorldKeeper keeper,
            ClaimsRegistry claims,
            EventLog log,
            Admission admission,
            NodeOperations node,
            Settings settings,
            RandomGenerator random) {
        var parent = AskPattern.<SpawnProtocol.Command, org.apache.pekko.actor.typed.ActorRef<EntityParent.Message>>ask(
                        system,
                        reply -> new SpawnProtocol.Spawn<>(
                                EntityParent.create(claims, admission, settings.clock()),
                                "entities",
                                Props.empty(),
                                reply),
                        START_LIMIT,
                        system.scheduler())
                .toCompletableFuture()
                .join();
        var past = new Past(log);
        var named = new NamedRequests(log, past::at);
        var commands = new Entities(parent, keeper, named);
        return new Engine(system, keeper, log, past, named, commands, node, settings, new FreshIds(random));
    }

    /** Makes what a new log lacks, and starts the controllers. */
    public CompletionStage<Void> bootstrap(String bridgeName) {
        VolumeSweeper.start(this);
        return Bootstrap.run(this, bridgeName);
    }

    /** Where actors and streams of this engine run. */
    public ActorSystem<SpawnProtocol.Command> system() {
        return system;
    }

    /** The present. */
    public World world() {
        return keeper.world();
    }

    /** In which the words of a request are looked up: the present, or, for one that is sent again, as of its first time. */
    public World world(Origin origin) {
        return named.world(origin, keeper.world());
    }

    /** As of a past offset. */
    public World past(long offset) {
        return offset >= keeper.world().offset() ? keeper.world() : past.at(offset);
    }

    public EventLog log() {
        return log;
    }

    public Commands commands() {
        return commands;
    }

    public WorldKeeper keeper() {
        return keeper;
    }

    public Waits waits() {
        return keeper.waits();
    }

    public NodeOperations node() {
        return node;
    }

    public String nodeId() {
        return settings.nodeId();
    }

    public Settings settings() {
        return settings;
    }

    /** Requests that their clients named, and may send again. */
    public NamedRequests named() {
        return named;
    }

    public RequestIds requests() {
        return requests;
    }

    public FreshIds ids() {
        return ids;
    }

    public ContainerOrders containers() {
        return new ContainerOrders(orders);
    }

    public VolumeOrders volumes() {
        return new VolumeOrders(orders);
    }

    public NetworkOrders networks() {
        return new NetworkOrders(orders, () -> settings.freeOnHost().apply(settings.pools()));
    }

    public ImageOrders images() {
        return new ImageOrders(orders);
    }

    public ServiceOrders services() {
        return new ServiceOrders(orders);
    }

    public SwarmOrders swarm() {
        return new SwarmOrders(orders, settings.freeOnHost());
    }

    /** Begins to keep services as they are wanted. To be called once the agent has had its first look at the host. */
    public void control() {
        LostExecs.end(this);
        var host = node.host();
        var description = new NodeDescription(
                host.hostname(),
                "linux",
                host.architecture(),
                host.cpus() * NANO_CPUS,
                host.memoryBytes(),
                settings.build().version(),
                java.util.Map.of(),
                "127.0.0.1");
        var planner = new SwarmPlanner(settings.nodeId(), description, ids::hex64);
        system.tell(new SpawnProtocol.Spawn<>(
                ServiceController.create(orders, requests, planner, settings.clock()),
                "services",
                Props.empty(),
                system.ignoreRef()));
    }

    /** What the local agent follows. */
    public AssignmentSource assignments() {
        return new WorldAssignments(keeper, settings.nodeId());
    }

    /** Where the local agent reports to. */
    public ReportSink reports() {
        return new JournaledReports(commands, requests, settings.nodeId());
    }
}
