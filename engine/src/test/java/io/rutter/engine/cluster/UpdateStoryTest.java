package io.rutter.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.cluster.orders.ServiceOrders;
import io.rutter.engine.reconcile.service.TaskPhase;
import io.rutter.engine.reconcile.service.TaskView;
import io.rutter.engine.service.LiveService;
import io.rutter.engine.service.Service.UpdateState;
import io.rutter.engine.service.ServiceSpecs;
import io.rutter.engine.service.spec.TaskRestart;
import io.rutter.engine.service.spec.UpdateConfig;
import io.rutter.engine.service.spec.UpdateConfig.FailureAction;
import io.rutter.engine.service.spec.UpdateConfig.UpdateOrder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of updates whose tasks do not come up, or that find tasks which do not run. */
class UpdateStoryTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final SwarmSimulation swarm = new SwarmSimulation(3);
    private final ServiceOrders orders = new ServiceOrders(swarm.orders);

    private static ServiceSpecs replicas(long replicas) {
        return ServiceSpecs.replicas(replicas).restart(TaskRestart.DEFAULT);
    }

    private static UpdateConfig oneByOne(FailureAction action, Duration delay, double ratio) {
        return new UpdateConfig(1, delay, action, SECOND, ratio, UpdateOrder.STOP_FIRST);
    }

    private void create(ServiceSpecs specs) {
        assertThat(SwarmSimulation.ok(orders.create(specs.named("web"), swarm.origin())))
                .isNotNull();
        swarm.run();
    }

    private void update(ServiceSpecs specs) {
        LiveService service = swarm.service("web");
        assertThat(SwarmSimulation.ok(orders.update(service, service.version(), specs.named("web"), swarm.origin())))
                .isNotNull();
        swarm.run();
    }

    private UpdateState status() {
        return swarm.service("web").status().state();
    }

    private List<TaskView> slot(String key) {
        return swarm.tasks("web").stream()
                .filter(task -> task.owner().slot().equals(key))
                .toList();
    }

    private List<String> imagesRunning() {
        return swarm.running("web").stream().map(TaskView::image).toList();
    }

    @Test
    void aTaskThatCannotStartFailsTheUpdateHoweverLongTheOneBeforeTookToStop() {
        create(replicas(2));
        swarm.stopTakes = Duration.ofSeconds(10);
        var untouched = slot("2");

        update(replicas(2).image("web:nocommand").update(oneByOne(FailureAction.ROLLBACK, Duration.ZERO, 0)));
        swarm.pass(MINUTE);

        assertThat(status()).isEqualTo(UpdateState.ROLLBACK_COMPLETED);
        assertThat(imagesRunning()).containsExactly("web:1", "web:1");
        assertThat(slot("2")).isEqualTo(untouched);
    }

    @Test
    void asManyMayFailAsTheRatioSays() {
        create(replicas(4));
        swarm.stopTakes = Duration.ofSeconds(10);
        var untouched = slot("4");

        update(replicas(4).image("web:nocommand").update(oneByOne(FailureAction.PAUSE, Duration.ZERO, 0.5)));
        swarm.pass(MINUTE);

        assertThat(status()).isEqualTo(UpdateState.PAUSED);
        assertThat(slot("3")).extracting(TaskView::image).contains("web:nocommand");
        assertThat(slot("4")).isEqualTo(untouched);
    }

    @Test
    void aRollbackWhoseTasksCannotStartIsPaused() {
        create(replicas(2).image("web:nocommand"));
        update(replicas(2).update(oneByOne(FailureAction.PAUSE, Duration.ZERO, 0)));
        swarm.pass(MINUTE);
        assertThat(status()).isEqualTo(UpdateState.COMPLETED);
        swarm.stopTakes = Duration.ofSeconds(10);
        var untouched = slot("2").getLast();

        LiveService updated = swarm.service("web");
        assertThat(SwarmSimulation.ok(orders.rollBack(updated, updated.version(), swarm.origin())))
                .isNotNull();
        swarm.pass(MINUTE);

        assertThat(status()).isEqualTo(UpdateState.ROLLBACK_PAUSED);
        assertThat(swarm.running("web")).containsExactly(untouched);
    }

    @Test
    void anUpdateOfTasksThatWereRejectedFailsWithTheFirstNewOne() {
        create(replicas(2).image("nobody:1"));
        var untouched = slot("2");

        update(replicas(2).image("web:nocommand").update(oneByOne(FailureAction.PAUSE, Duration.ZERO, 0)));

        assertThat(status()).isEqualTo(UpdateState.PAUSED);
        assertThat(swarm.service("web").status().message())
                .isEqualTo("update paused due to failure or early termination of task "
                        + slot("1").get(1).owner().taskId());
        assertThat(slot("2")).isEqualTo(untouched);
    }

    @Test
    void fromRejectedTasksToOthersItGoesBackAndTheRollbackFailsToo() {
        create(replicas(2).image("nobody:1"));

        update(replicas(2).image("nobody:2").update(oneByOne(FailureAction.ROLLBACK, Duration.ZERO, 0)));
        swarm.pass(MINUTE);

        assertThat(status()).isEqualTo(UpdateState.ROLLBACK_PAUSED);
        assertThat(slot("2")).extracting(TaskView::image).containsOnly("nobody:1");
    }

    @Test
    void rejectedTasksAreReplacedInTheirTurnAndTheUpdateIsDoneWhenAllRun() {
        create(replicas(2).image("nobody:1"));

        update(replicas(2).update(oneByOne(FailureAction.PAUSE, Duration.ofSeconds(10), 0)));
        assertThat(imagesRunning()).containsExactly("web:1");
        swarm.pass(Duration.ofSeconds(9));
        assertThat(imagesRunning()).containsExactly("web:1");
        assertThat(status()).isEqualTo(UpdateState.UPDATING);
        swarm.pass(MINUTE);

        assertThat(imagesRunning()).containsExactly("web:1", "web:1");
        assertThat(status()).isEqualTo(UpdateState.COMPLETED);
    }

    @Test
    void anUpdateReachesWhatItsPolicyLetEnd() {
        var once = new TaskRestart(TaskRestart.Condition.NONE, Duration.ZERO, null, null);
        create(ServiceSpecs.replicas(1).restart(once));
        swarm.exits(swarm.running("web").getFirst(), 0);
        swarm.run();
        assertThat(swarm.running("web")).isEmpty();

        update(ServiceSpecs.replicas(1).restart(once).image("web:2"));
        swarm.pass(MINUTE);

        assertThat(imagesRunning()).containsExactly("web:2");
        assertThat(status()).isEqualTo(UpdateState.COMPLETED);
    }

    @Test
    void aTaskThatStartsFirstAndFailsIsTriedAgainInTimeWhileTheOldOneRunsOn() {
        create(replicas(1));
        var startFirst = new UpdateConfig(1, Duration.ZERO, FailureAction.CONTINUE, SECOND, 0, UpdateOrder.START_FIRST);

        update(replicas(1).image("web:nocommand").update(startFirst));
        assertThat(slot("1")).extracting(TaskView::phase).containsExactly(TaskPhase.RUNNING, TaskPhase.FAILED);
        swarm.pass(Duration.ofSeconds(6));

        assertThat(slot("1"))
                .extracting(TaskView::phase)
                .containsExactly(TaskPhase.RUNNING, TaskPhase.FAILED, TaskPhase.FAILED);
    }
}
