package io.rutter.engine.entity;

import org.jspecify.annotations.Nullable;

/**
 * Where a command came from; it stays with every event that the command caused.
 *
 * @param requestId unique for each request or controller decision; a retry carries the same one
 * @param cause offset of the entry that led to it; 0 for a user's request
 * @param reason in the user's or the controller's words ({@code Rutter-Reason}); null when not given
 * @param fingerprint of what was asked, where the client named the request ({@code Rutter-Request-Id}) and may send it again; null
 *     for a request that has its name from the engine
 */
public record Origin(
        Actor actor,
        String requestId,
        long cause,
        @Nullable String reason,
        @Nullable String fingerprint) implements Wire {
    public Origin(Actor actor, String requestId, long cause, @Nullable String reason) {
        this(actor, requestId, cause, reason, null);
    }

    public Origin withReason(String words) {
        return new Origin(actor, requestId, cause, words, fingerprint);
    }

    /** Whether the client named it, so that it may come again. */
    public boolean named() {
        return fingerprint != null;
    }
}
