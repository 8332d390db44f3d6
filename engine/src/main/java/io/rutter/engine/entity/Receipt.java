package io.rutter.engine.entity;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Made by the sender of a command and completed by the appender: which entries a write became. */
public final class Receipt {
    private final CompletableFuture<Written> written = new CompletableFuture<>();

    /** First and last offset of the write. */
    public record Written(long first, long last) {}

    public void complete(long first, long last) {
        written.complete(new Written(first, last));
    }

    /** The outcome is unknown here: the sender asks the log by request id. */
    public void unknown(Throwable cause) {
        written.completeExceptionally(cause);
    }

    public CompletionStage<Written> written() {
        return written;
    }
}
