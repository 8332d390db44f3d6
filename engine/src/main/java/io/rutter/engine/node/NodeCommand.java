package io.rutter.engine.node;

/** What may be asked of a node, or told of it. */
public sealed interface NodeCommand {
    /** It becomes part of the cluster; one that is in it already only says what it is like. */
    record JoinNode(NodeSpec spec, NodeDescription description) implements NodeCommand {}

    /** Its agent reports, and this is what the machine is like. */
    record NoteReady(NodeDescription description) implements NodeCommand {}

    /** Nothing was heard of it for longer than its grace. */
    record NoteDown(String message) implements NodeCommand {}

    /**
     * Users want something else of it. Refuses: NotFound, Conflict when somebody else was quicker.
     *
     * @param version which the writer knew
     */
    record UpdateNode(long version, NodeSpec spec) implements NodeCommand {}

    /** Refuses: NotFound, Invalid while it is ready, unless forced. */
    record RemoveNode(boolean force) implements NodeCommand {}

    /** The cluster is no more, and with it this node's part in it. */
    record DissolveNode() implements NodeCommand {}
}
