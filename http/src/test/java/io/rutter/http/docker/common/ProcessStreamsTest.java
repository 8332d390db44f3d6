package io.rutter.http.docker.common;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.assignment.IoStreams;
import io.rutter.engine.assignment.LogFrames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ProcessStreamsTest {
    private static final ActorSystem<Void> SYSTEM = ActorSystem.create(Behaviors.empty(), "streams-test");

    @AfterAll
    static void stop() {
        SYSTEM.terminate();
    }

    /** A process that says what it has to say once its input has ended, or waits until it is closed. */
    private static final class Process implements IoStreams {
        private final Queue<Chunk> output =
                new ArrayDeque<>(List.of(new Chunk(1, "out".getBytes(UTF_8)), new Chunk(2, "err".getBytes(UTF_8))));
        private final ByteArrayOutputStream read = new ByteArrayOutputStream();
        private final CountDownLatch inputEnded = new CountDownLatch(1);
        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public OutputStream stdin() {
            return new OutputStream() {
                @Override
                public void write(int b) {
                    read.write(b);
                }

                @Override
                public void close() {
                    inputEnded.countDown();
                }
            };
        }

        @Override
        public Chunk next() throws IOException {
            try {
                inputEnded.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return output.poll();
        }

        @Override
        public void close() {
            closed.countDown();
            inputEnded.countDown();
        }
    }

    @Test
    void carriesInputAndFramedOutputAndEndsWithTheProcess() throws Exception {
        var process = new Process();
        ByteString all = Source.from(List.of(ByteString.fromString("in"), ByteString.fromString("put")))
                .via(ProcessStreams.attached(process, true))
                .runFold(ByteString.emptyByteString(), ByteString::concat, SYSTEM)
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);
        assertThat(process.read.toString(UTF_8)).isEqualTo("input");
        assertThat(all)
                .isEqualTo(StreamFrames.frame(1, ByteString.fromString("out"))
                        .concat(StreamFrames.frame(2, ByteString.fromString("err"))));
        assertThat(process.closed.await(2, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closesAProcessThatIsSilentWhenNobodyListensAnyMore() throws Exception {
        var process = new Process();
        ProcessStreams.output(process, false)
                .toMat(Sink.cancelled(), Keep.left())
                .run(SYSTEM);
        assertThat(process.closed.await(2, TimeUnit.SECONDS)).isTrue();
        var waiting = new Process();
        var done = ProcessStreams.output(waiting, false)
                .takeWithin(java.time.Duration.ofMillis(100))
                .runWith(Sink.seq(), SYSTEM);
        assertThat(waiting.closed.await(2, TimeUnit.SECONDS)).isTrue();
        assertThat(done.toCompletableFuture().get(2, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void putsTheTimeBeforeALine() throws Exception {
        var lines = new ArrayDeque<>(
                List.of(new LogFrames.LogFrame(1, Instant.parse("2026-01-02T03:04:05.5Z"), "hi\n".getBytes(UTF_8))));
        LogFrames frames = new LogFrames() {
            @Override
            public LogFrame next() {
                return lines.poll();
            }

            @Override
            public void close() {
                lines.clear();
            }
        };
        List<ByteString> shown = ProcessStreams.logs(frames, true, false)
                .runWith(Sink.seq(), SYSTEM)
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);
        assertThat(shown).containsExactly(ByteString.fromString("2026-01-02T03:04:05.500000000Z hi\n"));
    }
}
