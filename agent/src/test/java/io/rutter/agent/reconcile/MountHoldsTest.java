package io.rutter.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rutter.engine.assignment.ContainerAssignment;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountHoldsTest {
    private static final String WEB = FakeNode.id("web");

    @TempDir
    Path root;

    private FakeNode node;
    private MountHolds holds;
    private ContainerAssignment web;

    @BeforeEach
    void open() {
        node = new FakeNode(root);
        var keeper = new VolumeKeeper(node.parts.volumes(), node.assignments, FakeNode.LOG);
        holds = new MountHolds(node.parts, new MountResolver(node.parts.volumes(), keeper));
        web = node.assign("web");
    }

    @Test
    void aTransferMountsWhatIsDownAndTakesItAwayAgain() throws Exception {
        holds.forTransfer(web, true).close();
        assertThat(node.done).containsExactly("mount web", "unmount web");
    }

    @Test
    void theLastOfTwoTransfersTakesTheMountsAway() throws Exception {
        MountedFiles first = holds.forTransfer(web, true);
        MountedFiles second = holds.forTransfer(web, false);
        first.close();
        assertThat(node.done).containsExactly("mount web");
        second.close();
        assertThat(node.done).containsExactly("mount web", "unmount web");
    }

    @Test
    void aTransferLeavesTheMountsOfARunAsTheyAre() throws Exception {
        holds.forRun(web);
        holds.forTransfer(web, true).close();
        assertThat(node.done).containsExactly("mount web");
        holds.runOver(WEB);
        assertThat(node.done).containsExactly("mount web", "unmount web");
    }

    @Test
    void aRunThatEndsDuringATransferLeavesItsMountsToTheTransfer() throws Exception {
        holds.forRun(web);
        MountedFiles transfer = holds.forTransfer(web, true);
        holds.runOver(WEB);
        assertThat(node.mounted).contains(WEB);
        transfer.close();
        assertThat(node.mounted).isEmpty();
    }

    @Test
    void aRunThatStartsDuringATransferKeepsTheMounts() throws Exception {
        MountedFiles transfer = holds.forTransfer(web, true);
        holds.forRun(web);
        transfer.close();
        assertThat(node.done).containsExactly("mount web");
    }

    @Test
    void aTransferThatCannotMountHoldsNothing() throws Exception {
        node.broken.add("mount web");
        assertThatThrownBy(() -> holds.forTransfer(web, true)).isInstanceOf(IOException.class);
        node.broken.clear();
        holds.forTransfer(web, true).close();
        assertThat(node.mounted).isEmpty();
    }

    @Test
    void aRunThatIsOverWithoutHavingMountedAnythingIsFine() throws Exception {
        holds.runOver(WEB);
        holds.runOver(WEB);
        assertThat(node.mounted).isEmpty();
    }
}
