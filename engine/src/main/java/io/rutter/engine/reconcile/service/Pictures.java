package io.rutter.engine.reconcile.service;

import io.rutter.engine.container.Container;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.WaitingTask;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import io.rutter.engine.node.Node.LiveNode;
import io.rutter.engine.schedule.NodeRoom;
import io.rutter.engine.service.LiveService;
import io.rutter.engine.service.spec.TaskResources;
import io.rutter.engine.service.spec.TaskTemplate;
import io.rutter.engine.swarm.Swarm.LiveSwarm;
import io.rutter.engine.swarm.SwarmSpec;
import io.rutter.engine.world.Services;
import io.rutter.engine.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Pictures for planners, read out of World. The rooms of all nodes are made once and serve all services of a round. */
public final class Pictures {
    /** Failures that are older do not count against a node. */
    private static final Duration FAILURES_REMEMBERED = Duration.ofMinutes(5);

    private final World world;
    private final Instant now;
    private final Map<String, NodeRoom> rooms;

    public Pictures(World world, Instant now) {
        this.world = world;
        this.now = now;
        this.rooms = rooms(world, now);
    }

    public ServicePicture of(String serviceId) {
        return new ServicePicture(
                world.services().byId(serviceId).orElse(null),
                world.swarm().isEmpty(),
                tasks(world, serviceId),
                List.copyOf(rooms.values()),
                world.swarm().map(LiveSwarm::spec).map(SwarmSpec::taskHistory).orElse(SwarmSpec.DEFAULT.taskHistory()),
                now);
    }

    /** What a plan takes of the nodes, so that the next service of the round does not take it again. */
    public void take(ServicePlan plan, LiveService service) {
        var demand = io.rutter.engine.schedule.TaskDemand.of(service);
        for (TaskStep step : plan.steps()) {
            if (step instanceof TaskStep.Declare declare) {
                rooms.computeIfPresent(declare.nodeId(), (_, room) -> room.with(demand));
            }
        }
    }

    /** A service's tasks, in no order. */
    public static List<TaskView> tasks(World world, String serviceId) {
        return world.services().tasksOf(serviceId).stream()
                .map(container -> view(world, container))
                .flatMap(Optional::stream)
                .toList();
    }

    /** A container as a task; empty for one of nobody's. */
    public static Optional<TaskView> view(World world, Container container) {
        return Services.owner(container) == null
                ? Optional.empty()
                : world.known(new EntityKey(Kind.CONTAINER, id(container)))
                        .flatMap(known -> TaskView.of(container, known.changed()));
    }

    private static String id(Container container) {
        return switch (container) {
            case LiveContainer live -> live.id().value();
            case WaitingTask waiting -> waiting.id().value();
            case Container.NoContainer _ -> "";
            case Container.RemovedContainer removed -> removed.id();
        };
    }

    private static Map<String, NodeRoom> rooms(World world, Instant now) {
        var tallies = new HashMap<String, Tally>();
        for (LiveNode node : world.services().nodes()) {
            tallies.put(node.id(), new Tally(node));
        }
        for (Container container : world.services().tasks()) {
            view(world, container).ifPresent(task -> {
                Tally tally = tallies.get(task.nodeId());
                if (tally != null) {
                    tally.add(world, task, container, now);
                }
            });
        }
        var rooms = new HashMap<String, NodeRoom>();
        tallies.forEach((id, tally) -> rooms.put(id, tally.room()));
        return rooms;
    }

    /** What the tasks of a node amount to. */
    private static final class Tally {
        private final LiveNode node;
        private final Set<String> ports = new HashSet<>();
        private final Map<String, Integer> tasks = new HashMap<>();
        private final Map<String, Integer> failures = new HashMap<>();
        private long memoryBytes;
        private long cpuNanos;

        Tally(LiveNode node) {
            this.node = node;
        }

        void add(World world, TaskView task, Container container, Instant now) {
            String service = task.owner().serviceId();
            if (task.phase() == TaskPhase.FAILED && task.endedOrCreated().isAfter(now.minus(FAILURES_REMEMBERED))) {
                failures.merge(service, 1, Integer::sum);
            }
            if (task.phase().over() || !(container instanceof LiveContainer live)) {
                return;
            }
            TaskResources reserved = world.services()
                    .byId(service)
                    .map(known -> known.taskOf(task.owner().specVersion()))
                    .map(TaskTemplate::reservations)
                    .orElse(TaskResources.NONE);
            memoryBytes += reserved.memoryBytes();
            cpuNanos += reserved.nanoCpus();
            live.spec()
                    .hostConfig()
                    .network()
                    .portBindings()
                    .forEach((port, bindings) -> bindings.forEach(
                            binding -> ports.add(port.substring(port.indexOf('/') + 1) + "/" + binding.hostPort())));
            if (task.active()) {
                tasks.merge(service, 1, Integer::sum);
            }
        }

        NodeRoom room() {
            return new NodeRoom(
                    node,
                    node.description().memoryBytes() - memoryBytes,
                    node.description().nanoCpus() - cpuNanos,
                    ports,
                    tasks,
                    failures);
        }
    }
}
