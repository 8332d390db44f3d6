package io.rutter.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.agent.runtime.RunKey;
import io.rutter.agent.runtime.StartResult;
import io.rutter.engine.container.PublishedPort;
import io.rutter.engine.container.StartFault;
import io.rutter.engine.entity.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunMakerTest {
    private static final PublishedPort PORT = new PublishedPort("tcp", 80, "", 8080);
    private static final Step.Start FIRST = new Step.Start(1, 2, false);

    @TempDir
    Path root;

    private final List<RunKey> created = new ArrayList<>();
    private FakeNode node;
    private RunMaker maker;

    @BeforeEach
    void open() {
        node = new FakeNode(root);
        var keeper = new VolumeKeeper(node.parts.volumes(), node.assignments, FakeNode.LOG);
        var holds = new MountHolds(node.parts, new MountResolver(node.parts.volumes(), keeper));
        maker = new RunMaker(node.parts, holds, FakeNode.LOG, Runnable::run, _ -> Optional.empty());
    }

    private StartResult make(Step.Start step, PublishedPort... ports) {
        return maker.make(FakeNode.container("web", List.of(), List.of(ports)), step, created::add)
                .result();
    }

    @Test
    void aProcessIsLetGoOnlyWhenItsNetworkAndItsPortsAreThere() {
        assertThat(make(FIRST, PORT)).isInstanceOf(StartResult.Running.class);
        assertThat(node.done)
                .containsExactly(
                        "make network of web", "publish ports of web", "mount web", "create web.1", "start web.1");
        assertThat(created).containsExactly(new RunKey(FakeNode.id("web"), 1));
    }

    @Test
    void aStartByPolicyKeepsTheNetworkThatIsThere() {
        make(new Step.Start(2, 2, true));
        assertThat(node.done).containsExactly("mount web", "create web.2", "start web.2");
    }

    @Test
    void aTakenPortClearsTheProcessThatWaitedForIt() {
        node.portsTaken = new Problem.Conflict("port is already allocated");
        assertThat(make(FIRST, PORT))
                .isEqualTo(new StartResult.Failed("port is already allocated", 128, StartFault.CONFLICT));
        assertThat(node.done).endsWith("create web.1", "delete web.1").doesNotContain("start web.1");
        assertThat(created).isEmpty();
    }

    @Test
    void whatTheRuntimeRefusesIsClearedAndToldInItsWords() {
        node.failsToBeMade = new StartResult.Failed("no such file", 127, StartFault.REQUEST);
        assertThat(make(FIRST)).isEqualTo(node.failsToBeMade);
        assertThat(node.done).endsWith("create web.1", "delete web.1");
    }

    @Test
    void aHostThatCannotMountFailsTheStartAndNotTheEngine() {
        node.broken.add("mount web");
        assertThat(make(FIRST)).isEqualTo(new StartResult.Failed("mount web fails", 128, StartFault.HOST));
    }

    @Test
    void aHostThatCannotMakeTheNetworkFailsTheStart() {
        node.broken.add("make network of web");
        assertThat(make(FIRST)).isEqualTo(new StartResult.Failed("make network of web fails", 128, StartFault.HOST));
        assertThat(node.done).contains("delete web.1");
    }

    @Test
    void whatCannotBeClearedDoesNotHideWhyTheStartFailed() {
        node.failsToBeMade = new StartResult.Failed("no such file", 127, StartFault.REQUEST);
        node.broken.add("delete web.1");
        assertThat(make(FIRST)).isEqualTo(node.failsToBeMade);
    }
}
