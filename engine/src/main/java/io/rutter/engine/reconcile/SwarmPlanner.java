package io.rutter.engine.reconcile;

import io.rutter.engine.config.ConfigCommand.RemoveConfig;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import io.rutter.engine.network.Network.LiveNetwork;
import io.rutter.engine.network.NetworkCommand.CreateNetwork;
import io.rutter.engine.network.NetworkCommand.RemoveNetwork;
import io.rutter.engine.network.NetworkSpec;
import io.rutter.engine.node.Node.LiveNode;
import io.rutter.engine.node.Node.Readiness;
import io.rutter.engine.node.NodeCommand.DissolveNode;
import io.rutter.engine.node.NodeCommand.JoinNode;
import io.rutter.engine.node.NodeCommand.NoteReady;
import io.rutter.engine.node.NodeDescription;
import io.rutter.engine.node.NodeSpec;
import io.rutter.engine.secret.SecretCommand.RemoveSecret;
import io.rutter.engine.service.ServiceCommand.RemoveService;
import io.rutter.engine.swarm.Swarm.LiveSwarm;
import io.rutter.engine.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What follows from there being a cluster, or none: this node is in it and ready, the ingress network is there; or nothing of
 * what lives in it is left.
 */
public final class SwarmPlanner {
    private static final String INGRESS = "ingress";

    private final String nodeId;
    private final NodeDescription description;
    private final Supplier<String> networkIds;

    /** @param networkIds gives 64 new hexadecimal digits at each call */
    public SwarmPlanner(String nodeId, NodeDescription description, Supplier<String> networkIds) {
        this.nodeId = nodeId;
        this.description = description;
        this.networkIds = networkIds;
    }

    /** An order to one entity, and why. */
    public record SwarmStep(EntityKey key, Object command, String reason) {}

    public List<SwarmStep> plan(World world) {
        return world.swarm().map(swarm -> inside(world, swarm)).orElseGet(() -> outside(world));
    }

    private List<SwarmStep> inside(World world, LiveSwarm swarm) {
        var steps = new ArrayList<SwarmStep>();
        var key = new EntityKey(Kind.NODE, nodeId);
        Optional<LiveNode> node = world.live(key, LiveNode.class);
        if (node.isEmpty()) {
            var spec = new NodeSpec("", Map.of(), NodeSpec.Role.MANAGER, NodeSpec.Availability.ACTIVE);
            steps.add(new SwarmStep(key, new JoinNode(spec, description), "the cluster begins on this node"));
        } else if (node.get().readiness() != Readiness.READY
                || !node.get().description().equals(description)) {
            steps.add(new SwarmStep(key, new NoteReady(description), "this node's engine runs"));
        }
        boolean ingress = world.networks().all().stream()
                .anyMatch(network -> network.spec().ingress());
        if (!ingress) {
            String id = networkIds.get();
            steps.add(new SwarmStep(
                    new EntityKey(Kind.NETWORK, id),
                    new CreateNetwork(id, ingressSpec(), Subnets.of(swarm)),
                    "published ports need the ingress network"));
        }
        return steps;
    }

    private static NetworkSpec ingressSpec() {
        return new NetworkSpec(
                INGRESS,
                "overlay",
                "swarm",
                false,
                false,
                true,
                false,
                Map.of(),
                Map.of("com.docker.network.driver.overlay.vxlanid_list", "4096"),
                "default",
                Map.of(),
                List.of());
    }

    /** Without a cluster nothing of it lives. What is still used goes in a later round. */
    private static List<SwarmStep> outside(World world) {
        var steps = new ArrayList<SwarmStep>();
        String reason = "its cluster is no more";
        world.services()
                .all()
                .forEach(service -> steps.add(
                        new SwarmStep(new EntityKey(Kind.SERVICE, service.id()), new RemoveService(), reason)));
        if (!steps.isEmpty()) {
            return steps;
        }
        world.services()
                .secrets()
                .forEach(secret ->
                        steps.add(new SwarmStep(new EntityKey(Kind.SECRET, secret.id()), new RemoveSecret(), reason)));
        world.services()
                .configs()
                .forEach(config ->
                        steps.add(new SwarmStep(new EntityKey(Kind.CONFIG, config.id()), new RemoveConfig(), reason)));
        boolean tasksLeft = !world.services().withTasks().isEmpty();
        if (!tasksLeft) {
            world.services()
                    .nodes()
                    .forEach(node ->
                            steps.add(new SwarmStep(new EntityKey(Kind.NODE, node.id()), new DissolveNode(), reason)));
            for (LiveNetwork network : world.networks().all()) {
                boolean used = !world.containers().on(network.id()).isEmpty();
                if (network.spec().scope().equals("swarm") && !used) {
                    steps.add(new SwarmStep(new EntityKey(Kind.NETWORK, network.id()), new RemoveNetwork(), reason));
                }
            }
        }
        return steps;
    }
}
