package io.rutter.http.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class BlockingTest {
    private static final ActorSystem<Void> SYSTEM = ActorSystem.create(Behaviors.empty(), "blocking-test");

    @AfterAll
    static void stop() {
        SYSTEM.terminate();
    }

    /** Says nothing until it is closed. */
    private static final class Silent implements Closeable {
        private final CountDownLatch closed = new CountDownLatch(1);

        String next() throws IOException {
            try {
                closed.await();
                return null;
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    @Test
    void closesWhatIsSilentWhenNobodyListensAnyMore() throws Exception {
        var silent = new Silent();
        var heard = Blocking.source(silent, Silent::next)
                .takeWithin(Duration.ofMillis(100))
                .runWith(Sink.seq(), SYSTEM);
        assertThat(heard.toCompletableFuture().get(2, TimeUnit.SECONDS)).isEmpty();
        assertThat(silent.closed.await(2, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void writesInOrderAndClosesAtTheEnd() throws Exception {
        var closed = new CountDownLatch(1);
        var written = new ByteArrayOutputStream() {
            @Override
            public void close() {
                closed.countDown();
            }
        };
        Source.from(List.of("a", "b", "c")).map(ByteString::fromString).runWith(Blocking.sink(written), SYSTEM);
        assertThat(closed.await(2, TimeUnit.SECONDS)).isTrue();
        assertThat(written.toString()).isEqualTo("abc");
    }
}
