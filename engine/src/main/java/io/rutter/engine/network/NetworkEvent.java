package io.rutter.engine.network;

import io.rutter.engine.entity.Event;
import java.time.Instant;

/** What has happened to a network. */
public sealed interface NetworkEvent extends Event {
    /** @param spec as declared, with the subnets and gateways that it got */
    record NetworkCreated(String id, NetworkSpec spec, Instant at) implements NetworkEvent {}

    record NetworkRemoved(String id, String name, String driver, Instant at) implements NetworkEvent {}
}
