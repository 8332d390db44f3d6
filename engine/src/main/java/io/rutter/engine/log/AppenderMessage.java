package io.rutter.engine.log;

import io.rutter.engine.id.EntityKey;
import java.time.Instant;
import java.util.function.ToLongFunction;

/** What the appender is told. */
public sealed interface AppenderMessage {
    /** A write has come. */
    record Arrived(Write write) implements AppenderMessage {}

    /**
     * The store is free: put together what waits.
     *
     * @param lastSequence of an entity in the store, 0 when it has none; asked only while nothing is under way
     */
    record Drain(Instant now, ToLongFunction<EntityKey> lastSequence) implements AppenderMessage {}

    /** What became of the batch under way. */
    record Stored(LogStore.Outcome outcome) implements AppenderMessage {}
}
