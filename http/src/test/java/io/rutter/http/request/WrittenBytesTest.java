package io.rutter.http.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class WrittenBytesTest {
    private static final ActorSystem SYSTEM = ActorSystem.create("written-bytes");
    private static final long WAIT_SECONDS = 10;

    @Test
    void everyByteArrivesInOrderHoweverOftenTheReaderPauses() throws Exception {
        byte[] sent = new byte[500_000];
        for (int i = 0; i < sent.length; i++) {
            sent[i] = (byte) (i / 7);
        }
        ByteString arrived = WrittenBytes.source(out -> out.write(sent))
                .mapAsync(
                        1,
                        piece -> CompletableFuture.supplyAsync(
                                () -> piece, CompletableFuture.delayedExecutor(5, TimeUnit.MILLISECONDS)))
                .runWith(Sink.fold(ByteString.emptyByteString(), ByteString::concat), SYSTEM)
                .toCompletableFuture()
                .get(WAIT_SECONDS, TimeUnit.SECONDS);
        assertThat(arrived.toArray()).isEqualTo(sent);
    }

    @Test
    void aReaderThatGoesAwayEndsTheWriting() throws Exception {
        var ended = new CompletableFuture<String>();
        WrittenBytes.source(out -> {
                    try {
                        while (true) {
                            out.write(new byte[100_000]);
                        }
                    } catch (IOException e) {
                        ended.complete(e.getMessage());
                        throw e;
                    }
                })
                .take(1)
                .runWith(Sink.ignore(), SYSTEM);
        assertThat(ended.get(WAIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("the client has gone");
    }

    @Test
    void aFailureBreaksTheStreamOff() {
        var read = WrittenBytes.source(out -> {
                    out.write(1);
                    throw new IOException("no such layer");
                })
                .runWith(Sink.ignore(), SYSTEM)
                .toCompletableFuture();
        assertThatThrownBy(() -> read.get(WAIT_SECONDS, TimeUnit.SECONDS)).hasRootCauseMessage("no such layer");
    }

    @AfterAll
    static void end() {
        SYSTEM.terminate();
    }
}
