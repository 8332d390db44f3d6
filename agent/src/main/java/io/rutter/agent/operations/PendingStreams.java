package io.rutter.agent.operations;

import io.rutter.agent.runtime.RunKey;
import io.rutter.engine.assignment.IoStreams;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Streams of a run that may not exist yet: whoever reads or writes waits until its process does. */
final class PendingStreams implements IoStreams {
    /** Null for a run that never came. */
    private final CompletableFuture<@Nullable IoStreams> streams = new CompletableFuture<>();

    private final @Nullable OutputStream stdin;

    /** Attaches as soon as the run is there. */
    interface Attaching {
        IoStreams to(RunKey run) throws IOException;
    }

    PendingStreams(CompletableFuture<RunKey> run, boolean wantsStdin, Attaching attaching) {
        this.stdin = wantsStdin ? new Stdin() : null;
        run.whenComplete((key, failure) -> {
            if (failure == null) {
                attach(key, attaching);
            } else {
                streams.complete(null);
            }
        });
    }

    private void attach(RunKey run, Attaching attaching) {
        if (streams.isDone()) {
            return;
        }
        try {
            IoStreams there = attaching.to(run);
            if (!streams.complete(there)) {
                there.close();
            }
        } catch (IOException | RuntimeException e) {
            streams.completeExceptionally(e);
        }
    }

    @Override
    public @Nullable OutputStream stdin() {
        return stdin;
    }

    /** A run that never came has no output. */
    @Override
    public @Nullable Chunk next() throws IOException {
        IoStreams there = there();
        return there == null ? null : there.next();
    }

    private @Nullable IoStreams there() throws IOException {
        try {
            return streams.join();
        } catch (CancellationException e) {
            return null;
        } catch (CompletionException e) {
            throw new IOException("the process cannot be attached to", e.getCause());
        }
    }

    @Override
    public void close() throws IOException {
        if (!streams.cancel(false) && !streams.isCompletedExceptionally()) {
            IoStreams there = there();
            if (there != null) {
                there.close();
            }
        }
    }

    private final class Stdin extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            target().write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            target().flush();
        }

        @Override
        public void close() throws IOException {
            target().close();
        }

        private OutputStream target() throws IOException {
            IoStreams there = there();
            OutputStream target = there == null ? null : there.stdin();
            if (target == null) {
                throw new IOException("the process does not read");
            }
            return target;
        }
    }
}
