package io.rutter.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.cluster.orders.ServiceOrders;
import io.rutter.engine.reconcile.service.TaskView;
import io.rutter.engine.service.LiveService;
import io.rutter.engine.service.spec.UpdateConfig;
import io.rutter.engine.service.spec.UpdateConfig.FailureAction;
import io.rutter.engine.service.spec.UpdateConfig.Order;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens in whatever order: once it stops, the wanted state is reached and planning gives nothing. */
class ServiceConvergencePropertiesTest {
    private static final int EVENTS = 120;
    private static final Duration CALM = Duration.ofMinutes(2);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void whateverHappensTheWantedStateIsReachedInTheEnd(long seed) {
        var random = new Random(seed);
        var swarm = new SwarmSimulation(seed);
        var orders = new ServiceOrders(swarm.orders);
        ServiceSpecs specs = ServiceSpecs.replicas(3);
        SwarmSimulation.ok(orders.create(specs.named("web"), swarm.origin()));

        for (int i = 0; i < EVENTS; i++) {
            specs = happens(random, swarm, orders, specs);
        }
        // the last word: a version that works
        specs = specs.image("web:1").update(UpdateConfig.DEFAULT);
        update(swarm, orders, specs);
        swarm.pass(CALM);

        assertThat(swarm.plan()).as("seed %d", seed).isEmpty();
        List<TaskView> running = swarm.running("web");
        assertThat(running).as("seed %d", seed).hasSize((int) specs.mode().replicas());
        assertThat(running).extracting(TaskView::image).containsOnly("web:1");
        assertThat(oneEach(running)).as("seed %d: a slot has one task", seed).isTrue();
    }

    private static boolean oneEach(List<TaskView> running) {
        Set<String> slots = new HashSet<>();
        return running.stream().allMatch(task -> slots.add(task.owner().slot()));
    }

    private static ServiceSpecs happens(
            Random random, SwarmSimulation swarm, ServiceOrders orders, ServiceSpecs specs) {
        switch (random.nextInt(8)) {
            case 0 -> {
                ServiceSpecs scaled =
                        specs.mode(ServiceSpecs.replicas(1 + random.nextInt(6)).mode());
                update(swarm, orders, scaled);
                return scaled;
            }
            case 1 -> {
                ServiceSpecs other = specs.image(
                                List.of("web:1", "web:2", "web:bad").get(random.nextInt(3)))
                        .update(config(random));
                update(swarm, orders, other);
                return other;
            }
            case 2 ->
                swarm.running("web").stream()
                        .skip(random.nextInt(3))
                        .findFirst()
                        .ifPresent(task -> swarm.exits(task, random.nextInt(3)));
            case 3 -> swarm.act(_ -> random.nextBoolean());
            case 4 -> swarm.commands.at(swarm.now().plusSeconds(random.nextInt(8)));
            default -> swarm.plan();
        }
        return specs;
    }

    private static UpdateConfig config(Random random) {
        return new UpdateConfig(
                random.nextInt(3),
                Duration.ofSeconds(random.nextInt(5)),
                FailureAction.values()[random.nextInt(3)],
                Duration.ofSeconds(1 + random.nextInt(5)),
                0,
                Order.values()[random.nextInt(2)]);
    }

    private static void update(SwarmSimulation swarm, ServiceOrders orders, ServiceSpecs specs) {
        LiveService service = swarm.service("web");
        SwarmSimulation.ok(orders.update(service, service.version(), specs.named("web"), swarm.origin()));
    }
}
