package io.rutter.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.cluster.orders.ServiceOrders;
import io.rutter.engine.cluster.orders.SwarmOrders;
import io.rutter.engine.container.Container;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import io.rutter.engine.node.Node.LiveNode;
import io.rutter.engine.node.NodeCommand.UpdateNode;
import io.rutter.engine.node.NodeSpec;
import io.rutter.engine.reconcile.AssignmentProjection;
import io.rutter.engine.reconcile.service.TaskPhase;
import io.rutter.engine.reconcile.service.TaskView;
import io.rutter.engine.service.LiveService;
import io.rutter.engine.service.Service.UpdateState;
import io.rutter.engine.service.ServiceSpecs;
import io.rutter.engine.service.spec.ServiceMode;
import io.rutter.engine.service.spec.TaskRestart;
import io.rutter.engine.service.spec.UpdateConfig;
import io.rutter.engine.service.spec.UpdateConfig.FailureAction;
import io.rutter.engine.service.spec.UpdateConfig.UpdateOrder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of services over time, told with the real rules and planners. */
class ServiceStoryTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SwarmSimulation swarm = new SwarmSimulation(1);
    private final ServiceOrders orders = new ServiceOrders(swarm.orders);

    private LiveService create(ServiceSpecs specs) {
        LiveService made = SwarmSimulation.ok(orders.create(specs.named("web"), swarm.origin()));
        swarm.run();
        return made;
    }

    private void update(ServiceSpecs specs) {
        LiveService service = swarm.service("web");
        assertThat(SwarmSimulation.ok(orders.update(service, service.version(), specs.named("web"), swarm.origin())))
                .isNotNull();
        swarm.run();
    }

    private List<String> slots() {
        return swarm.running("web").stream().map(task -> task.owner().slot()).toList();
    }

    @Test
    void aServiceRunsItsReplicasAndThenThereIsNothingLeftToPlan() {
        create(ServiceSpecs.replicas(3));

        assertThat(slots()).containsExactly("1", "2", "3");
        assertThat(swarm.plan()).isEmpty();
    }

    @Test
    void aTaskIsAContainerNamedAfterItsSlotAndLabelledAsDockerDoes() {
        create(ServiceSpecs.replicas(1));

        TaskView task = swarm.running("web").getFirst();
        LiveContainer container = swarm.world().container(task.id().value()).orElseThrow();
        assertThat(container.name()).isEqualTo("web.1." + task.owner().taskId());
        assertThat(container.spec().config().env()).contains("SLOT=1");
        assertThat(container.spec().config().labels())
                .containsEntry("com.docker.swarm.task.id", task.owner().taskId())
                .containsEntry("com.docker.swarm.service.name", "web");
    }

    @Test
    void aTaskThatDiesIsReplacedInItsSlotAndKeptAsHistory() {
        create(ServiceSpecs.replicas(2));
        TaskView victim = swarm.running("web").getFirst();

        swarm.exits(victim, 137);
        swarm.run();

        assertThat(slots()).containsExactly("1", "2");
        TaskView dead = swarm.tasks("web").stream()
                .filter(task -> task.id().equals(victim.id()))
                .findFirst()
                .orElseThrow();
        assertThat(dead.phase()).isEqualTo(TaskPhase.FAILED);
        assertThat(dead.error()).isEqualTo("task: non-zero exit (137)");
    }

    @Test
    void aReplacementIsDeclaredAtOnceAndStartedWhenTheDelayIsOver() {
        create(ServiceSpecs.replicas(1).restart(TaskRestart.DEFAULT));

        swarm.exits(swarm.running("web").getFirst(), 1);
        swarm.run();
        assertThat(swarm.tasks("web")).extracting(TaskView::phase).containsExactly(TaskPhase.FAILED, TaskPhase.READY);
        assertThat(swarm.plan()).isEmpty();

        swarm.pass(Duration.ofSeconds(4));
        assertThat(swarm.running("web")).isEmpty();
        swarm.pass(Duration.ofSeconds(1));
        assertThat(slots()).containsExactly("1");
    }

    @Test
    void aSlotKeepsNoMoreHistoryThanItMay() {
        create(ServiceSpecs.replicas(1));
        for (int i = 0; i < 12; i++) {
            swarm.pass(Duration.ofSeconds(1));
            swarm.exits(swarm.running("web").getFirst(), 1);
            swarm.run();
        }

        assertThat(swarm.tasks("web")).hasSize(5);
        assertThat(slots()).containsExactly("1");
    }

    @Test
    void attemptsAreLimitedAndThenTheSlotStaysDown() {
        create(ServiceSpecs.replicas(1)
                .image("web:bad")
                .restart(new TaskRestart(TaskRestart.Condition.ON_FAILURE, Duration.ZERO, 2L, null)));
        swarm.pass(MINUTE);

        assertThat(swarm.tasks("web")).extracting(TaskView::phase).containsOnly(TaskPhase.FAILED);
        assertThat(swarm.tasks("web")).hasSize(3);
    }

    @Test
    void aTaskThatCompletesIsNotReplacedWhenOnlyFailuresAre() {
        create(ServiceSpecs.replicas(1)
                .restart(new TaskRestart(TaskRestart.Condition.ON_FAILURE, Duration.ZERO, null, null)));

        swarm.exits(swarm.running("web").getFirst(), 0);
        swarm.pass(MINUTE);

        assertThat(swarm.tasks("web")).extracting(TaskView::phase).containsExactly(TaskPhase.COMPLETE);
    }

    @Test
    void scalingDownRemovesTheTasksThatAreTooMany() {
        create(ServiceSpecs.replicas(5));
        update(ServiceSpecs.replicas(2));

        assertThat(slots()).containsExactly("1", "2");
        assertThat(swarm.tasks("web")).hasSize(2);
    }

    @Test
    void scalingKeepsTheTasksThatAreThere() {
        create(ServiceSpecs.replicas(2));
        var before = swarm.running("web").stream().map(TaskView::id).toList();

        update(ServiceSpecs.replicas(4));

        assertThat(swarm.running("web"))
                .extracting(TaskView::id)
                .containsAll(before)
                .hasSize(4);
        assertThat(swarm.service("web").status()).isNull();
    }

    @Test
    void anUpdateGoesOneSlotAfterTheOtherAndWatchesTheLast() {
        create(ServiceSpecs.replicas(3));
        var update = new UpdateConfig(
                1, Duration.ofSeconds(10), FailureAction.PAUSE, Duration.ofSeconds(5), 0, UpdateOrder.STOP_FIRST);

        update(ServiceSpecs.replicas(3).image("web:2").update(update));
        assertThat(images()).containsExactly("web:2", "web:1", "web:1");
        swarm.pass(Duration.ofSeconds(10));
        assertThat(images()).containsExactly("web:2", "web:2", "web:1");
        swarm.pass(Duration.ofSeconds(10));
        assertThat(images()).containsExactly("web:2", "web:2", "web:2");
        assertThat(status()).isEqualTo(UpdateState.UPDATING);
        swarm.pass(Duration.ofSeconds(10));
        assertThat(status()).isEqualTo(UpdateState.COMPLETED);
    }

    private List<String> images() {
        return swarm.running("web").stream().map(TaskView::image).toList();
    }

    private UpdateState status() {
        return swarm.service("web").status().state();
    }

    @Test
    void anUpdateThatFailsPausesAndLeavesTheRest() {
        create(ServiceSpecs.replicas(3));
        update(ServiceSpecs.replicas(3).image("web:bad").restart(TaskRestart.DEFAULT));
        swarm.pass(MINUTE);

        assertThat(status()).isEqualTo(UpdateState.PAUSED);
        assertThat(images()).containsExactly("web:1", "web:1");
        assertThat(swarm.service("web").status().message())
                .startsWith("update paused due to failure or early termination of task ");
    }

    @Test
    void anUpdateThatFailsRollsBackWhenItShall() {
        create(ServiceSpecs.replicas(3));
        var update = new UpdateConfig(1, Duration.ZERO, FailureAction.ROLLBACK, null, 0, UpdateOrder.STOP_FIRST);
        update(ServiceSpecs.replicas(3).image("web:bad").update(update).restart(TaskRestart.DEFAULT));
        swarm.pass(MINUTE);

        assertThat(images()).containsExactly("web:1", "web:1", "web:1");
        assertThat(status()).isEqualTo(UpdateState.ROLLBACK_COMPLETED);
    }

    @Test
    void aUserRollsBackAndForth() {
        create(ServiceSpecs.replicas(2));
        update(ServiceSpecs.replicas(2).image("web:2"));
        swarm.pass(MINUTE);
        LiveService updated = swarm.service("web");
        orders.rollBack(updated, updated.version(), swarm.origin());
        swarm.pass(MINUTE);

        assertThat(images()).containsExactly("web:1", "web:1");
        assertThat(status()).isEqualTo(UpdateState.ROLLBACK_COMPLETED);
        assertThat(swarm.service("web").previous().task().container().image()).isEqualTo("web:2");
    }

    @Test
    void startFirstNeverHasFewerThanItsReplicas() {
        create(ServiceSpecs.replicas(2));
        var update = new UpdateConfig(1, Duration.ZERO, FailureAction.PAUSE, null, 0, UpdateOrder.START_FIRST);
        LiveService service = swarm.service("web");
        orders.update(
                service,
                service.version(),
                ServiceSpecs.replicas(2).image("web:2").update(update).named("web"),
                swarm.origin());
        for (int round = 0; round < 40; round++) {
            swarm.plan();
            assertThat(swarm.running("web").size()).isGreaterThanOrEqualTo(2);
            swarm.act(_ -> true);
        }
        assertThat(images()).containsExactly("web:2", "web:2");
    }

    @Test
    void aTaskThatNoNodeTakesSaysWhyAndGoesWhenOneDoes() {
        create(ServiceSpecs.replicas(1).constraint("node.labels.disk==ssd"));

        TaskView waiting = swarm.tasks("web").getFirst();
        assertThat(waiting.phase()).isEqualTo(TaskPhase.PENDING);
        assertThat(waiting.error()).isEqualTo("no suitable node (scheduling constraints not satisfied on 1 node)");
        assertThat(waiting.reasons()).containsExactly("host1: node.labels.disk is not set, wanted ssd");

        swarm.node("node2xxxxxxxxxxxxxxxxxxxx", "host2", Map.of("disk", "ssd"));
        swarm.run();
        assertThat(swarm.running("web"))
                .singleElement()
                .satisfies(task -> assertThat(task.nodeId()).startsWith("node2"))
                .satisfies(task -> assertThat(task.id()).isEqualTo(waiting.id()));
    }

    @Test
    void whatIsReservedIsNotGivenTwice() {
        create(ServiceSpecs.replicas(3).memory(3L << 30));

        assertThat(swarm.tasks("web"))
                .extracting(TaskView::phase)
                .containsExactlyInAnyOrder(TaskPhase.RUNNING, TaskPhase.RUNNING, TaskPhase.PENDING);
        assertThat(swarm.tasks("web"))
                .extracting(TaskView::error)
                .contains("no suitable node (insufficient resources on 1 node)");
    }

    @Test
    void anImageThatIsNotThereIsARejectionThatIsTriedAgainInTime() {
        create(ServiceSpecs.replicas(1).image("nobody:1").restart(TaskRestart.DEFAULT));
        assertThat(swarm.tasks("web"))
                .singleElement()
                .satisfies(task -> assertThat(task.phase()).isEqualTo(TaskPhase.REJECTED))
                .satisfies(task -> assertThat(task.error()).isEqualTo("No such image: nobody:1"));

        swarm.pass(Duration.ofSeconds(12));
        assertThat(swarm.tasks("web")).hasSize(3);
    }

    @Test
    void aGlobalServiceHasATaskOnEachNode() {
        swarm.node("node2xxxxxxxxxxxxxxxxxxxx", "host2", Map.of());
        create(ServiceSpecs.replicas(0).mode(ServiceMode.global()));
        assertThat(slots()).containsExactly(SwarmSimulation.NODE, "node2xxxxxxxxxxxxxxxxxxxx");
    }

    @Test
    void aDrainedNodeLosesItsTasksToAnother() {
        create(ServiceSpecs.replicas(2));
        swarm.node("node2xxxxxxxxxxxxxxxxxxxx", "host2", Map.of());
        var key = new EntityKey(Kind.NODE, SwarmSimulation.NODE);
        LiveNode node = swarm.world().live(key, LiveNode.class).orElseThrow();
        swarm.send(
                key,
                new UpdateNode(
                        node.version(),
                        new NodeSpec("", Map.of(), NodeSpec.Role.MANAGER, NodeSpec.Availability.DRAIN)));
        swarm.run();

        assertThat(swarm.running("web"))
                .hasSize(2)
                .extracting(TaskView::nodeId)
                .containsOnly("node2xxxxxxxxxxxxxxxxxxxx");
    }

    @Test
    void aPublishedPortGoesToTasksThatRun() {
        create(ServiceSpecs.replicas(2).port(80, 8080));

        var ingress = new AssignmentProjection(SwarmSimulation.NODE)
                .all(swarm.world())
                .ingress();
        assertThat(ingress).containsOnlyKeys("tcp/8080");
        assertThat(ingress.get("tcp/8080").backends()).hasSize(2);
        swarm.exits(swarm.running("web").getFirst(), 1);
        assertThat(new AssignmentProjection(SwarmSimulation.NODE)
                        .all(swarm.world())
                        .ingress()
                        .get("tcp/8080")
                        .backends())
                .hasSize(1);
    }

    @Test
    void aRemovedServiceLeavesNothing() {
        LiveService service = create(ServiceSpecs.replicas(3));
        orders.remove(service, swarm.origin());
        swarm.run();

        assertThat(swarm.world().services().tasks()).isEmpty();
        assertThat(swarm.world().services().all()).isEmpty();
    }

    @Test
    void aClusterThatIsLeftLeavesNothing() {
        create(ServiceSpecs.replicas(3).port(80, 8080));
        new SwarmOrders(swarm.orders, subnets -> subnets).leave(true, swarm.origin());
        swarm.pass(Duration.ofSeconds(2));

        assertThat(swarm.world().services().nodes()).isEmpty();
        assertThat(swarm.world().all(Kind.CONTAINER, Container.class).stream().filter(Container::alive))
                .isEmpty();
    }
}
