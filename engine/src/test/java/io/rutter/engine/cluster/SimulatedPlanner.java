package io.rutter.engine.cluster;

import io.rutter.engine.cluster.orders.Orders;
import io.rutter.engine.cluster.orders.Outcome;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.id.ContainerId;
import io.rutter.engine.reconcile.SwarmPlanner;
import io.rutter.engine.reconcile.service.IdSource;
import io.rutter.engine.reconcile.service.Pictures;
import io.rutter.engine.reconcile.service.ServicePicture;
import io.rutter.engine.reconcile.service.ServicePlan;
import io.rutter.engine.reconcile.service.ServicePlanner;
import io.rutter.engine.reconcile.service.TaskStep;
import io.rutter.engine.world.World;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** One engine's planners and their orders. As there, a service is not planned again while its plan is being carried out. */
final class SimulatedPlanner {
    private static final String CLUSTER = "";

    private final Orders orders;
    private final SwarmPlanner swarm;
    private final Origin origin;
    private final Map<String, CompletableFuture<?>> busy = new HashMap<>();

    SimulatedPlanner(Orders orders, SwarmPlanner swarm, Origin origin) {
        this.orders = orders;
        this.swarm = swarm;
        this.origin = origin;
    }

    boolean isBusy() {
        busy.values().removeIf(CompletableFuture::isDone);
        return !busy.isEmpty();
    }

    /** @return how many steps were planned */
    int plan(Instant now) {
        isBusy();
        World world = orders.world();
        int steps = 0;
        if (!busy.containsKey(CLUSTER)) {
            var planned = swarm.plan(world);
            steps += planned.size();
            busy.put(
                    CLUSTER,
                    CompletableFuture.allOf(planned.stream()
                            .map(step -> orders.order(step.key(), step.command(), origin)
                                    .toCompletableFuture())
                            .toArray(CompletableFuture[]::new)));
        }
        var services = new TreeSet<>(world.services().withTasks());
        world.services().all().forEach(service -> services.add(service.id()));
        services.removeAll(busy.keySet());
        for (String id : services) {
            steps += plan(world, id, now);
        }
        return steps;
    }

    private int plan(World world, String id, Instant now) {
        ServicePicture picture = new Pictures(world, now).of(id);
        ServicePlan plan = ServicePlanner.plan(picture, new Ids());
        var execution = new TaskExecution(orders, world, picture.service());
        busy.put(
                id,
                CompletableFuture.allOf(plan.steps().stream()
                        .map(step -> carry(execution, step))
                        .toArray(CompletableFuture[]::new)));
        return plan.steps().size();
    }

    private CompletableFuture<Outcome<Boolean>> carry(TaskExecution execution, TaskStep step) {
        return execution.run(step, origin).toCompletableFuture();
    }

    private final class Ids implements IdSource {
        @Override
        public String shortId() {
            return orders.ids().base36();
        }

        @Override
        public ContainerId containerId() {
            return orders.ids().container();
        }
    }
}
