package io.rutter.engine.cluster.orders;

import io.rutter.engine.entity.Origin;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import io.rutter.engine.node.Node.LiveNode;
import io.rutter.engine.node.Node.Readiness;
import io.rutter.engine.node.NodeCommand.RemoveNode;
import io.rutter.engine.node.NodeCommand.UpdateNode;
import io.rutter.engine.node.NodeSpec;
import io.rutter.engine.swarm.Swarm;
import io.rutter.engine.swarm.SwarmCommand.InitSwarm;
import io.rutter.engine.swarm.SwarmCommand.LeaveSwarm;
import io.rutter.engine.swarm.SwarmCommand.UpdateSwarm;
import io.rutter.engine.swarm.SwarmSpec;
import io.rutter.engine.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** What users ask of the cluster and of its nodes. */
public final class SwarmOrders {
    /** What follows from there being a cluster takes two writes. */
    private static final Duration READY_LIMIT = Duration.ofSeconds(20);
    /** Longer than the grace of tasks that stop. */
    private static final Duration LEAVE_LIMIT = Duration.ofSeconds(120);

    private static final String DEFAULT_POOL = "10.0.0.0/8";
    private static final int PART_PREFIX_LENGTH = 16;
    private static final int PARTS = 4;
    private static final int DEFAULT_PREFIX_LENGTH = 24;
    private static final int DEFAULT_DATA_PORT = 4789;
    private static final int TOKEN_HASH_LENGTH = 50;

    private final Orders orders;
    private final UnaryOperator<List<String>> freeOnHost;

    public SwarmOrders(Orders orders, UnaryOperator<List<String>> freeOnHost) {
        this.orders = orders;
        this.freeOnHost = freeOnHost;
    }

    /**
     * What a cluster is made with.
     *
     * @param addressPools empty for Docker's
     * @param subnetPrefixLength 0 for 24
     * @param dataPathPort 0 for 4789
     */
    public record NewSwarm(SwarmSpec spec, List<String> addressPools, int subnetPrefixLength, int dataPathPort) {
        public NewSwarm {
            addressPools = List.copyOf(addressPools);
        }
    }

    /** Makes this log a cluster's; answers once this node is part of it and the ingress network is there. */
    public CompletionStage<Outcome<LiveNode>> init(NewSwarm swarm, Origin origin) {
        var init = new InitSwarm(
                orders.ids().base36(),
                swarm.spec(),
                token(),
                token(),
                swarm.addressPools().isEmpty() ? pools() : swarm.addressPools(),
                swarm.subnetPrefixLength() == 0 ? DEFAULT_PREFIX_LENGTH : swarm.subnetPrefixLength(),
                swarm.dataPathPort() == 0 ? DEFAULT_DATA_PORT : swarm.dataPathPort());
        return orders.order(Swarm.KEY, init, origin)
                .thenCompose(made -> made.then(_ -> orders.until(
                        new EntityKey(Kind.NODE, orders.nodeId()),
                        this::readyNode,
                        READY_LIMIT,
                        "start of the cluster")));
    }

    /** Docker's pool, or, where another engine on this host has some of it, the parts that are free. */
    private List<String> pools() {
        List<String> parts = SubnetPools.split(DEFAULT_POOL, PART_PREFIX_LENGTH);
        List<String> free = freeOnHost.apply(parts);
        return free.size() == parts.size() || free.isEmpty()
                ? List.of(DEFAULT_POOL)
                : free.subList(0, Math.min(free.size(), PARTS));
    }

    private Optional<Outcome<LiveNode>> readyNode(World world) {
        return world.live(new EntityKey(Kind.NODE, orders.nodeId()), LiveNode.class)
                .filter(node -> node.readiness() == Readiness.READY)
                .map(Outcome::ok);
    }

    /** In the form that Docker's clients know: a digest of the authority and a secret. */
    private String token() {
        String digits = orders.ids().base36() + orders.ids().base36();
        return "SWMTKN-1-" + digits.substring(0, TOKEN_HASH_LENGTH) + "-"
                + orders.ids().base36();
    }

    public CompletionStage<Outcome<Boolean>> update(
            long version, SwarmSpec spec, boolean rotateWorker, boolean rotateManager, Origin origin) {
        return orders.order(
                Swarm.KEY,
                new UpdateSwarm(version, spec, rotateWorker ? token() : null, rotateManager ? token() : null),
                origin);
    }

    /** Ends the cluster; answers once nothing of it is left. */
    public CompletionStage<Outcome<Boolean>> leave(boolean force, Origin origin) {
        return orders.order(Swarm.KEY, new LeaveSwarm(force), origin)
                .thenCompose(left -> left.then(_ -> orders.until(
                        new EntityKey(Kind.NODE, orders.nodeId()), this::nodeGone, LEAVE_LIMIT, "end of the cluster")));
    }

    private Optional<Outcome<Boolean>> nodeGone(World world) {
        boolean gone = world.live(new EntityKey(Kind.NODE, orders.nodeId()), LiveNode.class)
                .isEmpty();
        return gone ? Optional.of(Outcome.ok(true)) : Optional.empty();
    }

    public CompletionStage<Outcome<Boolean>> updateNode(LiveNode node, long version, NodeSpec spec, Origin origin) {
        return orders.order(new EntityKey(Kind.NODE, node.id()), new UpdateNode(version, spec), origin);
    }

    public CompletionStage<Outcome<Boolean>> removeNode(LiveNode node, boolean force, Origin origin) {
        return orders.order(new EntityKey(Kind.NODE, node.id()), new RemoveNode(force), origin);
    }

    public static Problem notManager() {
        return new Problem.Unavailable("This node is not a swarm manager. Use \"docker swarm init\" or \"docker swarm"
                + " join\" to connect this node to swarm and try again.");
    }
}
