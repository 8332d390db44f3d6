package io.rutter.http.request;

import io.rutter.engine.assignment.ContainerOperations.RefusedException;
import io.rutter.engine.entity.Problem;
import io.rutter.http.docker.common.Answer;
import io.rutter.http.docker.common.Refused;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What may block, away from the threads that serve: each call on a virtual thread of its own. */
public final class Blocking {
    private static final Logger LOG = LoggerFactory.getLogger(Blocking.class);
    private static final int PIECE_BYTES = 64 * 1024;
    private static final Executor THREADS =
            command -> Thread.ofVirtual().name("api-blocking").start(command);

    private Blocking() {}

    /** What blocks and gives something, or null at the end. */
    @FunctionalInterface
    public interface Pull<R, T> {
        @Nullable
        T next(R resource) throws IOException;
    }

    public static <T> CompletionStage<T> call(Callable<T> work) {
        var future = new CompletableFuture<T>();
        THREADS.execute(() -> {
            try {
                future.complete(work.call());
            } catch (Exception e) {
                future.completeExceptionally(e);
            }
        });
        return future;
    }

    /** As {@link #call}; a refusal and a failure of the host become their answers. */
    public static CompletionStage<HttpResponse> respond(Callable<HttpResponse> work) {
        return call(() -> {
            try {
                return work.call();
            } catch (RefusedException refused) {
                return Answer.problem(refused.problem());
            } catch (Refused refused) {
                return Answer.problem(refused.problem());
            } catch (IOException e) {
                LOG.warn("an operation on the host failed", e);
                return Answer.problem(new Problem.Broken(String.valueOf(e.getMessage())));
            }
        });
    }

    /** Pieces of an open resource, one pull at a time; it is closed at the end, and when nobody wants more. */
    public static <R extends Closeable, T> Source<T, NotUsed> source(R resource, Pull<R, T> pull) {
        return Source.unfoldResourceAsync(
                () -> CompletableFuture.completedFuture(resource),
                open -> call(() -> Optional.ofNullable(pull.next(open))),
                open -> call(() -> {
                    open.close();
                    return Done.getInstance();
                }));
    }

    /** The bytes of a stream, in pieces. */
    public static Source<ByteString, NotUsed> bytes(InputStream stream) {
        return source(stream, open -> {
            byte[] piece = new byte[PIECE_BYTES];
            int count = open.read(piece);
            return count < 0 ? null : ByteString.fromArray(piece, 0, count);
        });
    }

    /** Writes all bytes, flushing each piece, then closes. What the other end no longer takes ends it. */
    public static Sink<ByteString, NotUsed> sink(OutputStream stream) {
        return Flow.of(ByteString.class)
                .mapAsync(
                        1,
                        bytes -> call(() -> {
                            stream.write(bytes.toArray());
                            stream.flush();
                            return Done.getInstance();
                        }))
                .to(Sink.onComplete(_ -> close(stream)));
    }

    private static void close(OutputStream stream) {
        THREADS.execute(() -> {
            try {
                stream.close();
            } catch (IOException e) {
                LOG.debug("the other end was gone already", e);
            }
        });
    }
}
