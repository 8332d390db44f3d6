package io.rutter.engine.entity;

import org.jspecify.annotations.Nullable;

/**
 * Where a command came from; it stays with every event that the command caused.
 *
 * @param requestId unique for each request or controller decision; a retry carries the same one
 * @param cause offset of the entry that led to it; 0 for a user's request
 * @param reason in the user's or the controller's words ({@code Rutter-Reason}); null when not given
 */
public record Origin(
        Actor actor, String requestId, long cause, @Nullable String reason) implements Wire {
    public Origin because(long offset) {
        return new Origin(actor, requestId, offset, reason);
    }

    public Origin withReason(String words) {
        return new Origin(actor, requestId, cause, words);
    }
}
