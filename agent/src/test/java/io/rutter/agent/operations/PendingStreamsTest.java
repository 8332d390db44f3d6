package io.rutter.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rutter.agent.runtime.RunKey;
import io.rutter.engine.assignment.IoStreams;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PendingStreamsTest {
    private static final RunKey RUN = new RunKey("a".repeat(64), 1);

    private final CompletableFuture<RunKey> run = new CompletableFuture<>();
    private final Streams streams = new Streams();

    /** Says one word and knows whether it was closed. */
    private static final class Streams implements IoStreams {
        private boolean closed;

        @Override
        public @Nullable OutputStream stdin() {
            return null;
        }

        @Override
        public Chunk next() {
            return new Chunk(1, new byte[] {'a'});
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void attachesAsSoonAsTheRunIsThere() throws Exception {
        var pending = new PendingStreams(run, false, _ -> streams);
        run.complete(RUN);
        assertThat(pending.next().bytes()).containsExactly('a');
        pending.close();
        assertThat(streams.closed).isTrue();
    }

    @Test
    void aRunThatNeverComesHasNoOutput() throws Exception {
        var pending = new PendingStreams(run, false, _ -> streams);
        run.completeExceptionally(new IOException("no such file"));
        assertThat(pending.next()).isNull();
        pending.close();
    }

    @Test
    void whatWasClosedBeforeIsNotAttached() throws Exception {
        var pending = new PendingStreams(run, false, _ -> {
            throw new AssertionError("attached");
        });
        pending.close();
        run.complete(RUN);
        assertThat(pending.next()).isNull();
    }

    @Test
    void whatIsClosedWhileItAttachesLeavesNothingOpen() {
        var pending = new PendingStreams[1];
        pending[0] = new PendingStreams(run, false, _ -> {
            pending[0].close();
            return streams;
        });
        run.complete(RUN);
        assertThat(streams.closed).isTrue();
    }

    @Test
    void whoCannotAttachIsToldAndDoesNotTakeItForSilence() throws Exception {
        var pending = new PendingStreams(run, false, _ -> {
            throw new IOException("no such socket");
        });
        run.complete(RUN);
        assertThatThrownBy(pending::next).isInstanceOf(IOException.class).hasRootCauseMessage("no such socket");
        pending.close();
    }
}
