package io.rutter.http.docker.common;

import io.rutter.engine.assignment.IoStreams;
import io.rutter.engine.assignment.LogFrames;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** What a process reads and writes, as streams for a client. What blocks does so on virtual threads. */
public final class ProcessStreams {
    private static final Executor BLOCKING = Executors.newVirtualThreadPerTaskExecutor();
    /** Always nine decimals, so that columns stay in line. */
    private static final DateTimeFormatter LINE_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'").withZone(ZoneOffset.UTC);

    private ProcessStreams() {}

    /**
     * An attached process for a hijacked connection: the client's bytes to its input, its output to the client. The client's
     * end is the process's end of input; output goes on. When the client is gone the streams are closed.
     *
     * @param framed true without a terminal: each piece of output says which stream it is of
     */
    public static Flow<ByteString, ByteString, NotUsed> attached(IoStreams streams, boolean framed) {
        OutputStream stdin = streams.stdin();
        Sink<ByteString, NotUsed> input = stdin == null
                ? Sink.<ByteString>ignore().mapMaterializedValue(_ -> NotUsed.getInstance())
                : into(stdin);
        return Flow.fromSinkAndSource(input, output(streams, framed));
    }

    /** Output only, until the process ends. */
    public static Source<ByteString, NotUsed> output(IoStreams streams, boolean framed) {
        return reading(streams, IoStreams::next).map(chunk -> {
            ByteString bytes = ByteString.fromArrayUnsafe(chunk.bytes());
            return framed ? StreamFrames.frame(chunk.stream(), bytes) : bytes;
        });
    }

    /** @param times each line starts with its time, as {@code docker logs -t} shows it */
    public static Source<ByteString, NotUsed> logs(LogFrames frames, boolean times, boolean framed) {
        return reading(frames, LogFrames::next).map(line -> {
            ByteString bytes = ByteString.fromArrayUnsafe(line.bytes());
            ByteString shown =
                    times ? ByteString.fromString(lineTime(line.at()) + " ").concat(bytes) : bytes;
            return framed ? StreamFrames.frame(line.stream(), shown) : shown;
        });
    }

    static String lineTime(Instant at) {
        return LINE_TIME.format(at);
    }

    private interface Reading<R, T> {
        @Nullable
        T next(R resource) throws IOException;
    }

    /** Elements of something that blocks; closed when it ends and when nobody listens any more, even while it blocks. */
    private static <R extends Closeable, T> Source<T, NotUsed> reading(R resource, Reading<R, T> reading) {
        return Source.<T, R>unfoldResourceAsync(
                () -> CompletableFuture.completedFuture(resource),
                opened -> CompletableFuture.supplyAsync(() -> nextOf(opened, reading), BLOCKING),
                opened -> CompletableFuture.supplyAsync(() -> close(opened), BLOCKING));
    }

    private static <R, T> Optional<T> nextOf(R opened, Reading<R, T> reading) {
        try {
            return Optional.ofNullable(reading.next(opened));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Sink<ByteString, NotUsed> into(OutputStream stdin) {
        return Flow.of(ByteString.class)
                .mapAsync(1, bytes -> write(stdin, bytes))
                .watchTermination(Keep.right())
                .mapMaterializedValue(end -> {
                    end.whenCompleteAsync((_, _) -> close(stdin), BLOCKING);
                    return NotUsed.getInstance();
                })
                .to(Sink.ignore());
    }

    private static CompletionStage<Done> write(OutputStream stdin, ByteString bytes) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        stdin.write(bytes.toArray());
                        stdin.flush();
                        return Done.getInstance();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                BLOCKING);
    }

    private static Done close(Closeable opened) {
        try {
            opened.close();
        } catch (IOException _) {
            // the process is gone, and its pipe with it
        }
        return Done.getInstance();
    }
}
