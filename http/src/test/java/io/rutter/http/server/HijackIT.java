package io.rutter.http.server;

import static io.rutter.http.server.TestServer.readAll;
import static io.rutter.http.server.TestServer.readUntil;
import static io.rutter.http.server.TestServer.send;
import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.http.server.connection.Hijack;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HijackIT {
    private static final String UPGRADE = "Connection: Upgrade\r\nUpgrade: tcp\r\n\r\n";
    private static final int HUNDRED_MEGABYTES = 100 * 1024 * 1024;
    private static final AtomicLong PRODUCED = new AtomicLong();
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new TestServer(concat(
                path("echo", () -> hijack(Flow.of(ByteString.class))),
                path("count", () -> hijack(countThenTell())),
                path(
                        "late",
                        () -> hijack(Flow.fromSinkAndSource(
                                Sink.cancelled(),
                                Source.tick(
                                                Duration.ofMillis(300),
                                                Duration.ofMillis(50),
                                                ByteString.fromString("late"))
                                        .take(3)
                                        .mapMaterializedValue(_ -> NotUsed.getInstance())))),
                path("flood", () -> hijack(Flow.fromSinkAndSource(Sink.ignore(), flood())))));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void answersAClientThatAsksToUpgradeWith101() throws Exception {
        try (SocketChannel client = server.connect()) {
            send(client, "POST /echo HTTP/1.1\r\nHost: docker\r\n" + UPGRADE);
            assertThat(readUntil(client, "\r\n\r\n"))
                    .isEqualTo("HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.raw-stream\r\n"
                            + "Connection: Upgrade\r\nUpgrade: tcp\r\n\r\n");
        }
    }

    @Test
    void answersAnOlderClientWith200WithoutLength() throws Exception {
        try (SocketChannel client = server.connect()) {
            send(client, "POST /echo HTTP/1.1\r\nHost: docker\r\n\r\nhello");
            client.shutdownOutput();
            assertThat(readAll(client))
                    .isEqualTo("HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\nhello");
        }
    }

    @Test
    void losesNoInputThatComesRightBehindTheHead() throws Exception {
        for (int run = 0; run < 200; run++) {
            try (SocketChannel client = server.connect()) {
                String text = "early " + run;
                send(
                        client,
                        "POST /echo HTTP/1.1\r\nHost: docker\r\nContent-Length: 2\r\n" + UPGRADE + "{}"
                                + (run % 2 == 0 ? text : ""));
                if (run % 2 == 1) {
                    send(client, text);
                }
                client.shutdownOutput();
                assertThat(readAll(client)).endsWith("\r\n\r\n" + text);
            }
        }
    }

    @Test
    void goesOnWithOutputAfterTheClientsEnd() throws Exception {
        try (SocketChannel client = server.connect()) {
            send(client, "POST /late HTTP/1.1\r\nHost: docker\r\n" + UPGRADE);
            client.shutdownOutput();
            assertThat(readAll(client)).endsWith("\r\n\r\nlatelatelate");
        }
    }

    @Test
    void carriesHundredMegabytesBothWays() throws Exception {
        try (SocketChannel client = server.connect()) {
            send(client, "POST /echo HTTP/1.1\r\nHost: docker\r\n" + UPGRADE);
            readUntil(client, "\r\n\r\n");
            var sent = CompletableFuture.runAsync(() -> sendPattern(client));
            long at = 0;
            ByteBuffer buffer = ByteBuffer.allocate(256 * 1024);
            for (int read = client.read(buffer); read >= 0; read = client.read(buffer.clear())) {
                assertThat(buffer.get(read - 1)).isEqualTo((byte) (at + read - 1));
                at += read;
            }
            sent.join();
            assertThat(at).isEqualTo(HUNDRED_MEGABYTES);
        }
    }

    @Test
    void seesAllInputBeforeTheClientsEnd() throws Exception {
        try (SocketChannel client = server.connect()) {
            send(client, "POST /count HTTP/1.1\r\nHost: docker\r\n" + UPGRADE);
            sendPattern(client);
            assertThat(readAll(client)).endsWith("\r\n\r\n" + HUNDRED_MEGABYTES);
        }
    }

    @Test
    void letsASlowReaderWaitInsteadOfBuffering() throws Exception {
        try (SocketChannel client = server.connect()) {
            send(client, "POST /flood HTTP/1.1\r\nHost: docker\r\n" + UPGRADE);
            readUntil(client, "\r\n\r\n");
            long before = settled();
            Thread.sleep(200);
            assertThat(PRODUCED.get()).isEqualTo(before).isLessThan(4 * 1024 * 1024);
        }
    }

    /** What the flood has produced when it produces no more. */
    private static long settled() throws InterruptedException {
        long last = -1;
        while (last != PRODUCED.get()) {
            last = PRODUCED.get();
            Thread.sleep(200);
        }
        return last;
    }

    private static Route hijack(Flow<ByteString, ByteString, NotUsed> flow) {
        return extractRequest(request -> complete(Hijack.answer(request, Hijack.RAW_STREAM, flow)));
    }

    private static Flow<ByteString, ByteString, NotUsed> countThenTell() {
        return Flow.of(ByteString.class)
                .fold(0L, (sum, bytes) -> sum + bytes.size())
                .map(sum -> ByteString.fromString(Long.toString(sum)));
    }

    private static Source<ByteString, NotUsed> flood() {
        ByteString piece = ByteString.fromArray(new byte[16 * 1024]);
        return Source.repeat(piece).map(bytes -> {
            PRODUCED.addAndGet(bytes.size());
            return bytes;
        });
    }

    private static void sendPattern(SocketChannel client) {
        byte[] pattern = new byte[64 * 1024];
        for (int i = 0; i < pattern.length; i++) {
            pattern[i] = (byte) i;
        }
        try {
            for (int sent = 0; sent < HUNDRED_MEGABYTES; sent += pattern.length) {
                ByteBuffer buffer = ByteBuffer.wrap(pattern);
                while (buffer.hasRemaining()) {
                    client.write(buffer);
                }
            }
            client.shutdownOutput();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
