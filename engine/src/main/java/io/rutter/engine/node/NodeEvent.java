package io.rutter.engine.node;

import io.rutter.engine.entity.Event;
import java.time.Instant;

/** What has happened to a node. Kept for ever: fields are added with defaults, never renamed. */
public sealed interface NodeEvent extends Event {
    record NodeJoined(String id, NodeSpec spec, NodeDescription description, Instant at) implements NodeEvent {}

    record NodeReady(NodeDescription description, Instant at) implements NodeEvent {}

    record NodeDown(String message, Instant at) implements NodeEvent {}

    record NodeUpdated(long version, NodeSpec spec, Instant at) implements NodeEvent {}

    record NodeRemoved(String id, Instant at) implements NodeEvent {}
}
