package io.rutter.http.request;

import io.rutter.engine.assignment.Pieces;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.OverflowStrategy;
import org.apache.pekko.stream.QueueOfferResult;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.javadsl.SourceQueueWithComplete;
import org.apache.pekko.util.ByteString;

/** Bytes that somebody writes, on a thread of its own, as fast as a client reads them. */
public final class WrittenBytes {
    private static final int PIECES_LIMIT = 4;
    /** How long a client may take nothing. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private WrittenBytes() {}

    /** Writes all of it. */
    @FunctionalInterface
    public interface Writing {
        void to(OutputStream out) throws IOException;
    }

    /** A writing that fails half-way breaks the answer off, so that nobody takes it for whole. */
    public static Source<ByteString, NotUsed> source(Writing writing) {
        return Source.<ByteString>queue(PIECES_LIMIT, OverflowStrategy.backpressure())
                .mapMaterializedValue(queue -> {
                    Thread.ofVirtual().name("api-writing").start(() -> write(writing, queue));
                    return NotUsed.getInstance();
                });
    }

    private static void write(Writing writing, SourceQueueWithComplete<ByteString> queue) {
        try (var out = new Pieces(piece -> offer(queue, piece))) {
            writing.to(out);
            out.flush();
            queue.complete();
        } catch (IOException | RuntimeException e) {
            queue.fail(e);
        }
    }

    private static void offer(SourceQueueWithComplete<ByteString> queue, byte[] piece) throws IOException {
        try {
            QueueOfferResult result = queue.offer(ByteString.fromArrayUnsafe(piece))
                    .toCompletableFuture()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (!result.isEnqueued()) {
                throw new IOException("the client has gone");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while an answer was written");
        } catch (ExecutionException e) {
            throw new IOException("the client has gone", e);
        } catch (TimeoutException e) {
            throw new IOException("the client reads no more", e);
        }
    }
}
