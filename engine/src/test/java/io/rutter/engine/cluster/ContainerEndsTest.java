package io.rutter.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.cluster.orders.ContainerOrders;
import io.rutter.engine.cluster.orders.ContainerOrders.Exit;
import io.rutter.engine.cluster.orders.ContainerOrders.ExitCondition;
import io.rutter.engine.cluster.orders.FreshIds;
import io.rutter.engine.cluster.orders.Orders;
import io.rutter.engine.cluster.orders.Outcome;
import io.rutter.engine.cluster.world.WorldKeeper;
import io.rutter.engine.container.ContainerCommand.DeclareContainer;
import io.rutter.engine.container.ContainerCommand.RemoveContainer;
import io.rutter.engine.container.ContainerCommand.Report;
import io.rutter.engine.container.ContainerReport;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.Specs;
import io.rutter.engine.container.StartFault;
import io.rutter.engine.entity.Actor;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.ContainerId;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.ImageId;
import io.rutter.engine.volume.Volume.LiveVolume;
import io.rutter.engine.volume.VolumeCommand.CreateVolume;
import io.rutter.engine.world.World;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Waits for an end, when World forgets what has ended. */
class ContainerEndsTest {
    private static final ContainerId ID = new ContainerId("a".repeat(64));
    private static final EntityKey KEY = EntityKey.container(ID);
    private static final Origin TEST = new Origin(Actor.user("test", null, null), "t", 0, null);

    private final WorldKeeper keeper = new WorldKeeper(World.EMPTY);
    private final MemoryCommands commands = new MemoryCommands(keeper);
    private final ContainerOrders containers = new ContainerOrders(
            new Orders(keeper, commands, commands.log(), commands.named(), new FreshIds(new Random(1)), "n", null));

    private LiveContainer declared(boolean autoRemove) {
        order(EntityKey.volume("v1"), new CreateVolume("n", "local", Map.of(), Map.of(), true));
        order(
                KEY,
                new DeclareContainer(
                        ID,
                        List.of("web"),
                        Specs.spec(autoRemove),
                        new ImageId("sha256:" + "c".repeat(64)),
                        List.of(Specs.anonymousVolume("v1")),
                        "n",
                        null));
        return keeper.world().container(ID.value()).orElseThrow();
    }

    private void order(EntityKey key, Object command) {
        commands.send(key, command, TEST).toCompletableFuture().join();
    }

    private void report(ContainerReport report) {
        order(KEY, new Report(report));
    }

    private void started() {
        report(new ContainerReport.Started(2, 1, 7, commands.now()));
    }

    private void exitedAndReleased(int exitCode) {
        report(new ContainerReport.Exited(1, exitCode, false, 0, null, commands.now()));
        report(new ContainerReport.HostReleased(1, commands.now()));
    }

    @Test
    void aWaitHearsTheCodeOfAContainerThatIsGoneWithinOneBatch() {
        LiveContainer container = declared(true);
        containers.start(container, TEST);
        CompletableFuture<Outcome<Exit>> removed =
                containers.awaitExit(container, ExitCondition.REMOVED).toCompletableFuture();
        CompletableFuture<Outcome<Exit>> next =
                containers.awaitExit(container, ExitCondition.NEXT_EXIT).toCompletableFuture();
        commands.together(() -> {
            started();
            exitedAndReleased(7);
        });
        assertThat(keeper.world().known(KEY)).isEmpty();
        assertThat(removed).isCompletedWithValue(Outcome.ok(new Exit(7, "")));
        assertThat(next).isCompletedWithValue(Outcome.ok(new Exit(7, "")));
    }

    @Test
    void aWaitThatComesAfterTheEndIsToldByTheLog() {
        LiveContainer container = declared(true);
        containers.start(container, TEST);
        started();
        exitedAndReleased(3);
        assertThat(containers.awaitExit(container, ExitCondition.NOT_RUNNING).toCompletableFuture())
                .isCompletedWithValue(Outcome.ok(new Exit(3, "")));
    }

    @Test
    void aStartIsAnsweredWhenItsContainerIsGoneWithinOneBatch() {
        var start = containers.start(declared(true), TEST).toCompletableFuture();
        assertThat(start).isNotDone();
        commands.together(() -> {
            started();
            exitedAndReleased(0);
        });
        assertThat(start).isCompletedWithValue(Outcome.ok(true));
    }

    @Test
    void aStartThatFailedIsAnsweredWhenItsContainerIsGoneWithinOneBatch() {
        var start = containers.start(declared(false), TEST).toCompletableFuture();
        commands.together(() -> {
            order(KEY, new RemoveContainer(true, true));
            report(new ContainerReport.StartFailed(2, 1, "no such file", 127, StartFault.REQUEST, commands.now()));
            report(new ContainerReport.HostReleased(0, commands.now()));
        });
        assertThat(keeper.world().known(KEY)).isEmpty();
        assertThat(start).isCompletedWithValue(Outcome.refused(new Problem.Invalid("no such file")));
    }

    @Test
    void aRemovalIsAnsweredWithItsVolumesGoneWhenTheEndIsOneBatch() {
        LiveContainer container = declared(false);
        containers.start(container, TEST);
        started();
        LiveContainer running = keeper.world().container(ID.value()).orElseThrow();
        var removal = containers.remove(running, true, true, TEST).toCompletableFuture();
        assertThat(removal).isNotDone();
        commands.together(() -> exitedAndReleased(137));
        assertThat(removal).isCompletedWithValue(Outcome.ok(true));
        assertThat(keeper.world().live(EntityKey.volume("v1"), LiveVolume.class))
                .isEmpty();
    }

    @Test
    void aSecondRemovalOfWhatIsGoneIsRefused() {
        LiveContainer container = declared(false);
        assertThat(containers.remove(container, true, true, TEST).toCompletableFuture())
                .isCompletedWithValue(Outcome.ok(true));
        report(new ContainerReport.HostReleased(0, commands.now()));
        assertThat(containers.remove(container, true, true, TEST).toCompletableFuture())
                .isCompletedWithValue(Outcome.refused(new Problem.NotFound("No such container: " + ID)));
    }
}
