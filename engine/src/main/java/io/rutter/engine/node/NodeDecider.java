package io.rutter.engine.node;

import io.rutter.engine.entity.Decider;
import io.rutter.engine.entity.Decision;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.entity.SwarmRefusal;
import io.rutter.engine.node.Node.LiveNode;
import io.rutter.engine.node.Node.NoNode;
import io.rutter.engine.node.Node.Readiness;
import io.rutter.engine.node.NodeCommand.DissolveNode;
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
import java.time.Instant;

/**
 * The rules of nodes.
 *
 * @param id the node's id, which a birth needs
 */
public record NodeDecider(String id) implements Decider<NodeCommand, NodeEvent, Node> {
    @Override
    public Node nothing() {
        return new NoNode();
    }

    @Override
    public Decision<NodeEvent> decide(Node state, NodeCommand command, Instant now) {
        return switch (state) {
            case NoNode _ -> whenNone(command, now);
            case LiveNode node -> whenLive(node, command, now);
        };
    }

    private Decision<NodeEvent> whenNone(NodeCommand command, Instant now) {
        return switch (command) {
            case JoinNode join -> Decision.accept(new NodeJoined(id, join.spec(), join.description(), now));
            case DissolveNode _ -> Decision.accept();
            case NoteReady _ -> Decision.refuse(notFound());
            case NoteDown _ -> Decision.refuse(notFound());
            case UpdateNode _ -> Decision.refuse(notFound());
            case RemoveNode _ -> Decision.refuse(notFound());
        };
    }

    private Problem notFound() {
        return new Problem.NotFound("node " + id + " not found");
    }

    private static Decision<NodeEvent> whenLive(LiveNode node, NodeCommand command, Instant now) {
        return switch (command) {
            case JoinNode join -> ready(node, join.description(), now);
            case NoteReady ready -> ready(node, ready.description(), now);
            case NoteDown down ->
                node.readiness() == Readiness.DOWN
                        ? Decision.accept()
                        : Decision.accept(new NodeDown(down.message(), now));
            case UpdateNode update -> update(node, update, now);
            case RemoveNode remove -> remove(node, remove, now);
            case DissolveNode _ -> Decision.accept(new NodeRemoved(node.id(), now));
        };
    }

    private static Decision<NodeEvent> ready(LiveNode node, NodeDescription description, Instant now) {
        return node.readiness() == Readiness.READY && node.description().equals(description)
                ? Decision.accept()
                : Decision.accept(new NodeReady(description, now));
    }

    private static Decision<NodeEvent> update(LiveNode node, UpdateNode update, Instant now) {
        if (update.version() != node.version()) {
            return Decision.refuse(SwarmRefusal.outOfSequence());
        }
        if (node.spec().role() == NodeSpec.Role.MANAGER && update.spec().role() == NodeSpec.Role.WORKER) {
            return Decision.refuse(SwarmRefusal.precondition("attempting to demote the last manager of the swarm"));
        }
        return Decision.accept(new NodeUpdated(node.version() + 1, update.spec(), now));
    }

    private static Decision<NodeEvent> remove(LiveNode node, RemoveNode remove, Instant now) {
        if (node.spec().role() == NodeSpec.Role.MANAGER) {
            return Decision.refuse(SwarmRefusal.precondition("node " + node.id()
                    + " is a cluster manager and is a member of the raft cluster. It must be demoted to worker before"
                    + " removal"));
        }
        if (node.readiness() == Readiness.READY && !remove.force()) {
            return Decision.refuse(
                    SwarmRefusal.precondition("node " + node.id() + " is not down and can't be removed"));
        }
        return Decision.accept(new NodeRemoved(node.id(), now));
    }

    @Override
    public Node evolve(Node state, NodeEvent event) {
        return switch (event) {
            case NodeJoined joined -> newcomer(joined);
            case NodeReady ready -> heard(live(state), ready);
            case NodeDown down -> silent(live(state), down);
            case NodeUpdated updated -> respecified(live(state), updated);
            case NodeRemoved _ -> new NoNode();
        };
    }

    private static LiveNode newcomer(NodeJoined joined) {
        return new LiveNode(
                joined.id(), joined.spec(), joined.description(), Readiness.UNKNOWN, "", 1, joined.at(), joined.at());
    }

    private static LiveNode heard(LiveNode node, NodeReady ready) {
        return new LiveNode(
                node.id(),
                node.spec(),
                ready.description(),
                Readiness.READY,
                "",
                node.version(),
                node.createdAt(),
                ready.at());
    }

    private static LiveNode silent(LiveNode node, NodeDown down) {
        return new LiveNode(
                node.id(),
                node.spec(),
                node.description(),
                Readiness.DOWN,
                down.message(),
                node.version(),
                node.createdAt(),
                down.at());
    }

    private static LiveNode respecified(LiveNode node, NodeUpdated updated) {
        return new LiveNode(
                node.id(),
                updated.spec(),
                node.description(),
                node.readiness(),
                node.message(),
                updated.version(),
                node.createdAt(),
                updated.at());
    }

    private static LiveNode live(Node state) {
        if (state instanceof LiveNode node) {
            return node;
        }
        throw new IllegalStateException("an event of a node that is not there");
    }
}
