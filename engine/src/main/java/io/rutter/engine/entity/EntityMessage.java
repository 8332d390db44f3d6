package io.rutter.engine.entity;

import java.util.concurrent.CompletableFuture;

/** What the shell of an entity hears. */
public sealed interface EntityMessage {
    /**
     * An order with the place for its outcome.
     *
     * @param reply completed with a refusal at once, or with the receipt's offsets by the sender
     */
    record Order(
            Object command,
            Origin origin,
            java.time.@org.jspecify.annotations.Nullable Instant observedAt,
            Receipt receipt,
            CompletableFuture<Taken> reply)
            implements EntityMessage {}

    /** Nothing has been asked of it for a while. */
    record Rest() implements EntityMessage {}

    /** The parent has nothing more for it. */
    record Stop() implements EntityMessage {}

    /** How the shell has taken an order. */
    sealed interface Taken {
        /** Nothing had to change. */
        record Unchanged(State state) implements Taken {}

        /** The receipt tells when it is durable. */
        record Persisting(State state) implements Taken {}

        record Refused(Problem problem) implements Taken {}
    }
}
