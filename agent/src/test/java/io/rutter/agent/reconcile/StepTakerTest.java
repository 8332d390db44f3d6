package io.rutter.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rutter.agent.reconcile.Seen.Process;
import io.rutter.agent.reconcile.Seen.Restart;
import io.rutter.agent.reconcile.Seen.Stopping;
import io.rutter.agent.reconcile.Seen.Told;
import io.rutter.agent.runtime.RunExit;
import io.rutter.engine.assignment.ContainerAssignment;
import io.rutter.engine.container.Endpoint;
import io.rutter.engine.container.PublishedPort;
import io.rutter.engine.container.spec.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepTakerTest {
    private static final String WEB = FakeNode.id("web");
    private static final Endpoint ENDPOINT =
            new Endpoint("net1", "bridge", "e1", "172.17.0.2", 16, "172.17.0.1", "02:42:ac:11:00:02", List.of());
    private static final PublishedPort PORT = new PublishedPort("tcp", 80, "", 8080);

    @TempDir
    Path root;

    private FakeNode node;
    private StepTaker taker;
    private Agent agent;
    private ContainerWorker worker;

    @BeforeEach
    void open() {
        node = new FakeNode(root);
        ContainerStepper.SignalNumbers signals = name -> name.equals("SIGHUP") ? 1 : -1;
        var keeper = new VolumeKeeper(node.parts.volumes(), node.assignments, FakeNode.LOG);
        var holds = new MountHolds(node.parts, new MountResolver(node.parts.volumes(), keeper));
        var maker = new RunMaker(node.parts, holds, FakeNode.LOG, Runnable::run, _ -> Optional.empty());
        taker = new StepTaker(node.parts, maker, holds, node.reports(), signals);
        agent = new Agent(node.parts, node.assignments, node.reports(), FakeNode.LOG, signals);
        worker = new ContainerWorker(WEB, agent, taker, Seen.NOTHING);
    }

    @AfterEach
    void close() throws InterruptedException {
        agent.close();
    }

    private static Seen running() {
        return Seen.NOTHING
                .running(FakeNode.stamp("web", 1), 42, FakeNode.NOW, List.of(), Resources.UNLIMITED)
                .toldStart();
    }

    private static Seen ended() {
        return running().ended(new RunExit(FakeNode.stamp("web", 1), 3, true, false, FakeNode.NOW));
    }

    private Seen take(Seen seen, Step step) throws IOException {
        return taker.take(Optional.of(FakeNode.container("web", List.of(), List.of())), seen, step, worker);
    }

    @Test
    void aStartIsToldOnceItIsInTheLog() throws Exception {
        Seen told = take(
                Seen.NOTHING.running(FakeNode.stamp("web", 1), 42, FakeNode.NOW, List.of(), Resources.UNLIMITED),
                new Step.TellStart());
        assertThat(node.done).containsExactly("report Started of web");
        assertThat(told.run().told()).isEqualTo(Told.START);
    }

    @Test
    void anEndThatTheLogDoesNotTakeKeepsItsEvidence() {
        node.broken.add("report Exited");
        assertThatThrownBy(() -> take(ended(), new Step.TellEnd(0, null))).isInstanceOf(IllegalStateException.class);
        assertThat(node.done).isEmpty();
    }

    @Test
    void anEndFreesItsPortsBeforeItIsToldUnlessItIsStartedAgain() throws Exception {
        ContainerAssignment published = FakeNode.container("web", List.of(), List.of(PORT));
        taker.take(Optional.of(published), ended(), new Step.TellEnd(0, null), worker);
        assertThat(node.done).containsExactly("withdraw ports of web", "report Exited of web");
        node.done.clear();
        var again = new Restart(FakeNode.NOW, 1, 100);
        Seen told = taker.take(Optional.of(published), ended(), new Step.TellEnd(0, again), worker);
        assertThat(node.done).containsExactly("report Exited of web");
        assertThat(told.acted().restart()).isEqualTo(again);
    }

    @Test
    void whatAnEndedRunHasLeftIsDeletedAndItsNumberKept() throws Exception {
        Seen cleared = take(ended().toldEnd(null), new Step.ClearRun());
        assertThat(node.done).containsExactly("delete web.1");
        assertThat(cleared.process()).isEqualTo(Process.NONE);
        assertThat(cleared.run().number()).isEqualTo(1);
    }

    @Test
    void anAddressIsSaidToBeFreeOnlyWhenTheNetworkIsGone() throws Exception {
        Seen after = take(ended().toldEnd(null).cleared(), new Step.Unfurnish());
        assertThat(node.done).containsExactly("release network of web", "unmount web", "report HostReleased of web");
        assertThat(after.fittings().there()).isFalse();
        node.broken.add("release network of web");
        node.done.clear();
        assertThatThrownBy(() -> take(ended().toldEnd(null).cleared(), new Step.Unfurnish()))
                .isInstanceOf(IOException.class);
        assertThat(node.done).isEmpty();
    }

    @Test
    void whatIsPausedAndToEndGoesOnAfterItsSignal() throws Exception {
        var stopping = new Stopping(3, 15, FakeNode.NOW);
        Seen after = take(running().withProcess(Process.PAUSED), new Step.Stop(15, stopping));
        assertThat(node.done).containsExactly("signal 15 to web.1", "resume web.1");
        assertThat(after.process()).isEqualTo(Process.RUNNING);
        assertThat(after.acted().stopping()).isEqualTo(stopping);
    }

    @Test
    void aSignalIsSentOnceAndOneThatThisHostDoesNotKnowNever() throws Exception {
        assertThat(take(running(), new Step.KillOnce("SIGHUP", 3)).acted().killed())
                .isEqualTo(3);
        assertThat(take(running(), new Step.KillOnce("SIGWHAT", 4)).acted().killed())
                .isEqualTo(4);
        assertThat(node.done).containsExactly("signal 1 to web.1");
    }

    @Test
    void limitsThatTheHostCannotHoldAreTakenBackAndToldToWhoeverWaits() throws Exception {
        node.broken.add("update web.1");
        var waiting = worker.settled(2).toCompletableFuture();
        Seen after = take(running(), new Step.Limit(Resources.UNLIMITED));
        assertThat(node.done).containsExactly("report LimitsRefused of web");
        assertThat(after.fittings().limits()).isEqualTo(Resources.UNLIMITED);
        assertThat(waiting).isCompletedExceptionally();
    }

    @Test
    void aNetworkThatIsJoinedAndLeftIsSeenAsSuch() throws Exception {
        Seen joined = take(running(), new Step.Join(ENDPOINT));
        assertThat(joined.fittings().plugged()).containsExactly(ENDPOINT);
        Seen left = take(joined, new Step.Leave(ENDPOINT));
        assertThat(left.fittings().plugged()).isEmpty();
        assertThat(node.done)
                .containsExactly("join web to net1", "take web off net1", "report EndpointReleased of web");
    }

    @Test
    void aRemovedContainerIsSaidToBeGoneOnlyWhenNothingOfItIsLeft() throws Exception {
        Path log =
                Files.writeString(Files.createDirectories(node.parts.home(WEB)).resolve("log"), "");
        taker.destroy(WEB, running());
        assertThat(node.done)
                .containsExactly(
                        "delete web.1",
                        "release network of web",
                        "unmount web",
                        "remove files of web",
                        "report HostReleased of web");
        assertThat(log).doesNotExist();
    }

    @Test
    void aStepWithoutAnAssignmentIsABug() {
        assertThatThrownBy(() -> taker.take(Optional.empty(), running(), new Step.Pause(), worker))
                .isInstanceOf(IllegalStateException.class);
    }
}
