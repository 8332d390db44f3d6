package io.rutter.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.cluster.orders.ServiceOrders;
import io.rutter.engine.service.LiveService;
import io.rutter.engine.service.ServiceSpecs;
import io.rutter.engine.service.spec.UpdateConfig;
import io.rutter.engine.service.spec.UpdateConfig.FailureAction;
import io.rutter.engine.service.spec.UpdateConfig.UpdateOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Plans as text against stored files, task ids replaced by what they are. {@code -Drutter.plans=write} writes them anew: look
 * at the difference before committing it.
 */
class ServicePlanTextTest {
    private static final Path FILES = Path.of("src/test/resources/plans");

    private final SwarmSimulation swarm = new SwarmSimulation(7);
    private final ServiceOrders orders = new ServiceOrders(swarm.orders);
    private final List<String> told = new ArrayList<>();

    private void rounds(String title) {
        told.add("# " + title);
        for (int round = 0; round < 30; round++) {
            String plan = swarm.plan();
            boolean acted = swarm.act(_ -> true);
            if (plan.isEmpty() && !acted) {
                return;
            }
            if (!plan.isEmpty()) {
                told.add(plan.replaceAll("\\.[0-9a-z]{25}\\b", ".TASK")
                        .replaceAll("task [0-9a-z]{25}\\b", "task TASK")
                        .replace(SwarmSimulation.NODE, "NODE"));
                told.add("--");
            }
        }
    }

    private void update(ServiceSpecs specs) {
        LiveService service = swarm.service("web");
        orders.update(service, service.version(), specs.named("web"), swarm.origin());
    }

    private void isAsStored(String name) {
        Path file = FILES.resolve(name + ".txt");
        String text = String.join("\n", told) + "\n";
        try {
            if ("write".equals(System.getProperty("rutter.plans"))) {
                Files.writeString(file, text);
            }
            assertThat(text).isEqualTo(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void creatingScalingAndLosingTasks() {
        orders.create(ServiceSpecs.replicas(2).named("web"), swarm.origin());
        rounds("create 2");
        update(ServiceSpecs.replicas(3));
        rounds("scale to 3");
        swarm.exits(swarm.running("web").get(1), 137);
        rounds("the second is killed");
        update(ServiceSpecs.replicas(1));
        rounds("scale to 1");
        isAsStored("create-scale-lose");
    }

    @Test
    void aRollingUpdateThatFailsAndGoesBack() {
        orders.create(ServiceSpecs.replicas(2).named("web"), swarm.origin());
        rounds("create 2");
        update(ServiceSpecs.replicas(2)
                .image("web:2")
                .update(new UpdateConfig(1, Duration.ZERO, FailureAction.PAUSE, null, 0, UpdateOrder.START_FIRST)));
        rounds("update, start first");
        swarm.commands.at(swarm.now().plusSeconds(6));
        rounds("watched for 6 seconds");
        update(ServiceSpecs.replicas(2)
                .image("web:bad")
                .update(new UpdateConfig(1, Duration.ZERO, FailureAction.ROLLBACK, null, 0, UpdateOrder.STOP_FIRST)));
        rounds("update to what fails");
        isAsStored("update-fail-roll-back");
    }

    @Test
    void waitingForANode() {
        orders.create(ServiceSpecs.replicas(2).memory(5L << 30).named("web"), swarm.origin());
        rounds("create 2 of which one fits");
        swarm.node("node2xxxxxxxxxxxxxxxxxxxx", "host2", java.util.Map.of());
        rounds("another node");
        isAsStored("wait-for-node");
    }
}
