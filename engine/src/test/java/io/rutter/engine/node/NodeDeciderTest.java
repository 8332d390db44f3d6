package io.rutter.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.entity.Decision;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.node.Node.LiveNode;
import io.rutter.engine.node.NodeCommand.JoinNode;
import io.rutter.engine.node.NodeCommand.NoteDown;
import io.rutter.engine.node.NodeCommand.NoteReady;
import io.rutter.engine.node.NodeCommand.RemoveNode;
import io.rutter.engine.node.NodeCommand.UpdateNode;
import io.rutter.engine.node.NodeEvent.NodeDown;
import io.rutter.engine.node.NodeEvent.NodeJoined;
import io.rutter.engine.node.NodeEvent.NodeReady;
import io.rutter.engine.node.NodeEvent.NodeRemoved;
import io.rutter.engine.node.NodeEvent.NodeUpdated;
import io.rutter.engine.node.NodeSpec.Availability;
import io.rutter.engine.node.NodeSpec.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeDeciderTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final NodeDescription MACHINE =
            new NodeDescription("host", "linux", "x86_64", 1, 1, "1", Map.of(), "10.0.0.1");
    private static final NodeSpec WORKER = new NodeSpec("", Map.of(), Role.WORKER, Availability.ACTIVE);
    private static final NodeJoined JOINED = new NodeJoined("n", WORKER, MACHINE, NOW);
    private static final NodeReady READY = new NodeReady(MACHINE, NOW);

    private final NodeDecider decider = new NodeDecider("n");

    private Node given(NodeEvent... history) {
        Node state = decider.nothing();
        for (NodeEvent event : history) {
            state = decider.evolve(state, event);
        }
        return state;
    }

    private Decision<NodeEvent> when(Node state, NodeCommand command) {
        return decider.decide(state, command, NOW);
    }

    @Test
    void aNodeThatJoinsAgainOnlySaysThatItIsThere() {
        assertThat(when(given(JOINED), new JoinNode(WORKER, MACHINE))).isEqualTo(Decision.accept(READY));
        assertThat(when(given(JOINED, READY), new JoinNode(WORKER, MACHINE)))
                .isEqualTo(new Decision.Accept<>(List.of()));
    }

    @Test
    void whatIsSaidTwiceIsWrittenOnce() {
        assertThat(when(given(JOINED, READY), new NoteReady(MACHINE))).isEqualTo(new Decision.Accept<>(List.of()));
        assertThat(when(given(JOINED, READY, new NodeDown("lost", NOW)), new NoteDown("lost")))
                .isEqualTo(new Decision.Accept<>(List.of()));
    }

    @Test
    void aNodeThatIsDownOrDrainedTakesNoTasks() {
        var drained = new NodeUpdated(2, new NodeSpec("", Map.of(), Role.WORKER, Availability.DRAIN), NOW);
        assertThat(((LiveNode) given(JOINED, READY)).takesTasks()).isTrue();
        assertThat(((LiveNode) given(JOINED, READY, drained)).keepsTasks()).isFalse();
        assertThat(((LiveNode) given(JOINED, READY, new NodeDown("lost", NOW))).takesTasks())
                .isFalse();
    }

    @Test
    void aReadyNodeIsRemovedByForceOnly() {
        assertThat(when(given(JOINED, READY), new RemoveNode(false)))
                .isEqualTo(Decision.refuse(new Problem.Invalid(
                        "rpc error: code = FailedPrecondition desc = node n is not down and can't be removed")));
        assertThat(when(given(JOINED, READY), new RemoveNode(true)))
                .isEqualTo(Decision.accept(new NodeRemoved("n", NOW)));
    }

    @Test
    void theLastManagerStaysOne() {
        var manager = new NodeSpec("", Map.of(), Role.MANAGER, Availability.ACTIVE);
        Node node = given(new NodeJoined("n", manager, MACHINE, NOW), READY);
        assertThat(when(node, new UpdateNode(1, WORKER)))
                .isEqualTo(Decision.refuse(new Problem.Invalid("rpc error: code = FailedPrecondition desc ="
                        + " attempting to demote the last manager of the swarm")));
    }
}
