package io.rutter.agent.operations;

import io.rutter.agent.runtime.RunKey;
import io.rutter.engine.assignment.IoStreams;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Streams of a run that may not exist yet: whoever reads or writes waits until its process does. */
final class PendingStreams implements IoStreams {
    private final CompletableFuture<IoStreams> streams;
    private final @Nullable OutputStream stdin;

    /** Attaches as soon as the run is there. */
    interface Attaching {
        IoStreams to(RunKey run) throws IOException;
    }

    PendingStreams(CompletableFuture<RunKey> run, boolean wantsStdin, Attaching attaching) {
        this.streams = run.thenApply(key -> {
            try {
                return attaching.to(key);
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
        this.stdin = wantsStdin ? new Stdin() : null;
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

    private @Nullable IoStreams there() {
        try {
            return streams.join();
        } catch (CompletionException | java.util.concurrent.CancellationException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        if (!streams.cancel(false)) {
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
