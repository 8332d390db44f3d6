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
            CompletableFuture<Outcome> reply)
            implements EntityMessage {}

    /** Nothing has been asked of it for a while. */
    record Rest() implements EntityMessage {}

    /** The parent has nothing more for it. */
    record Stop() implements EntityMessage {}

    /** What the shell made of an order. */
    sealed interface Outcome {
        /** Nothing had to change. */
        record Unchanged(State state) implements Outcome {}

        /** The receipt tells when it is durable. */
        record Persisting(State state) implements Outcome {}

        record Refused(Problem problem) implements Outcome {}
    }
}
