package io.rutter.http.server;

import static io.rutter.http.server.TestServer.readAll;
import static io.rutter.http.server.TestServer.readUntil;
import static io.rutter.http.server.TestServer.send;
import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.completeWithFuture;
import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.extractMaterializer;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rutter.http.server.connection.Departure;
import io.rutter.http.server.connection.Limits;
import io.rutter.http.server.peer.JdkPeerCredentials;
import io.rutter.http.server.peer.Peer;
import io.rutter.http.server.peer.PeerCredentials;
import io.rutter.http.server.peer.PeerProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ApiServerIT {
    private static final int MEGABYTE = 1024 * 1024;

    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final CountDownLatch gone = new CountDownLatch(1);
    private final CompletableFuture<HttpResponse> late = new CompletableFuture<>();

    private Route routes() {
        return concat(
                path("hello", () -> complete("hello")),
                path("silent", () -> complete(silent())),
                path(
                        "late",
                        () -> extractRequest(request -> {
                            CompletionStage<Done> departure = Departure.of(request);
                            departure.thenRun(gone::countDown);
                            return completeWithFuture(late);
                        })),
                path(
                        "size",
                        () -> extractRequest(request ->
                                extractMaterializer(materializer -> completeWithFuture(request.entity()
                                        .getDataBytes()
                                        .runFold(0L, (sum, bytes) -> sum + bytes.size(), materializer)
                                        .thenApply(sum -> HttpResponse.create().withEntity(Long.toString(sum))))))),
                path(
                        "who",
                        () -> extractRequest(
                                request -> complete(Peer.of(request).actor().name()))));
    }

    private HttpResponse silent() {
        Source<ByteString, NotUsed> never = Source.<ByteString>maybe()
                .mapMaterializedValue(_ -> NotUsed.getInstance())
                .watchTermination((value, end) -> {
                    end.whenComplete((_, _) -> cancelled.countDown());
                    return value;
                });
        return HttpResponse.create().withEntity(HttpEntities.createChunked(ContentTypes.APPLICATION_JSON, never));
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: docker\r\n\r\n";
    }

    @Test
    void answersSeveralRequestsOnOneConnectionEvenWhenTheyComeTogether() throws Exception {
        try (var server = new TestServer(routes());
                var client = server.connect()) {
            send(client, get("/hello") + get("/hello") + get("/hello"));
            for (int i = 0; i < 3; i++) {
                assertThat(readUntil(client, "hello")).startsWith("HTTP/1.1 200 OK");
            }
            send(client, get("/who"));
            assertThat(readUntil(client, System.getProperty("user.name"))).contains("200 OK");
        }
    }

    @Test
    void sendsTheHeadOfASilentStreamAtOnceAndCancelsItWhenTheClientIsGone() throws Exception {
        try (var server = new TestServer(routes())) {
            try (var client = server.connect()) {
                send(client, get("/silent"));
                assertThat(readUntil(client, "\r\n\r\n")).contains("Transfer-Encoding: chunked");
            }
            assertThat(cancelled.await(2, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void tellsARouteThatWaitsWhenItsClientIsGone() throws Exception {
        try (var server = new TestServer(routes())) {
            try (var client = server.connect()) {
                send(client, get("/late"));
                assertThat(gone.await(300, TimeUnit.MILLISECONDS)).isFalse();
            }
            assertThat(gone.await(2, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void answersAClientThatHasEndedItsInput() throws Exception {
        try (var server = new TestServer(routes());
                var client = server.connect()) {
            send(client, get("/hello"));
            client.shutdownOutput();
            assertThat(readAll(client)).endsWith("hello");
        }
    }

    @Test
    void takesBodiesOfAnySize() throws Exception {
        try (var server = new TestServer(routes());
                var client = server.connect()) {
            send(client, "POST /size HTTP/1.1\r\nHost: docker\r\nTransfer-Encoding: chunked\r\n\r\n");
            byte[] piece = new byte[MEGABYTE];
            for (int i = 0; i < 64; i++) {
                send(client, "100000\r\n");
                ByteBuffer buffer = ByteBuffer.wrap(piece);
                while (buffer.hasRemaining()) {
                    client.write(buffer);
                }
                send(client, "\r\n");
            }
            send(client, "0\r\n\r\n" + get("/hello"));
            assertThat(readUntil(client, "hello")).contains(Integer.toString(64 * MEGABYTE));
        }
    }

    @Test
    void refusesHttp2WithASentence() throws Exception {
        try (var server = new TestServer(routes());
                var client = server.connect()) {
            send(client, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
            assertThat(readAll(client)).contains("rutter does not speak HTTP/2");
        }
    }

    @Test
    void turnsAwayOneConnectionTooMany() throws Exception {
        try (var server = new TestServer(routes(), limits(2, 10, Duration.ofSeconds(5), Duration.ofSeconds(5)))) {
            List<SocketChannel> clients = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                clients.add(server.connect());
                send(clients.get(i), get("/hello"));
                readUntil(clients.get(i), "hello");
            }
            try (var third = server.connect()) {
                assertThat(readAll(third)).startsWith("HTTP/1.1 503").contains("too many connections");
            }
            clients.getFirst().close();
            assertThat(eventuallyServed(server)).isTrue();
            clients.getLast().close();
        }
    }

    private static boolean eventuallyServed(TestServer server) throws Exception {
        for (int i = 0; i < 100; i++) {
            try (var client = server.connect()) {
                send(client, get("/hello"));
                client.shutdownOutput();
                if (readAll(client).contains("200 OK")) {
                    return true;
                }
            } catch (java.io.IOException _) {
                // closed before the request was sent: still too many
            }
            Thread.sleep(20);
        }
        return false;
    }

    @Test
    void endsHeadsThatTakeTooLongAndConnectionsThatWait() throws Exception {
        try (var server = new TestServer(routes(), limits(9, 9, Duration.ofMillis(200), Duration.ofMillis(200)));
                var slow = server.connect();
                var idle = server.connect();
                var busy = server.connect()) {
            send(busy, get("/silent"));
            send(slow, "GET /hello HTTP/1.1\r\nHo");
            assertThat(readAll(slow)).startsWith("HTTP/1.1 408");
            assertThat(readAll(idle)).isEmpty();
            assertThat(readUntil(busy, "\r\n\r\n")).contains("200 OK");
        }
    }

    @Test
    void refusesTooManyHeadsInProgress() throws Exception {
        try (var server = new TestServer(routes(), limits(9, 1, Duration.ofSeconds(30), Duration.ofSeconds(30)));
                var first = server.connect();
                var second = server.connect()) {
            // both are served once first, so that on a busy machine too the first head is counted first
            for (SocketChannel client : List.of(first, second)) {
                send(client, get("/hello"));
                readUntil(client, "hello");
            }
            send(first, "GET /hello HTTP/1.1\r\nHo");
            Thread.sleep(300);
            send(second, "GET /hello HTTP/1.1\r\nHo");
            assertThat(readAll(second)).startsWith("HTTP/1.1 503").contains("unfinished requests");
            send(first, "st: docker\r\n\r\n");
            assertThat(readUntil(first, "hello")).contains("200 OK");
        }
    }

    @Test
    void letsARunningRequestFinishWhenItStops() throws Exception {
        var server = new TestServer(routes());
        try (server;
                var running = server.connect();
                var idle = server.connect()) {
            send(idle, get("/hello"));
            readUntil(idle, "hello");
            send(running, get("/late"));
            Thread.sleep(100);
            var stopped = server.server.stop(Duration.ofSeconds(10)).toCompletableFuture();
            assertThat(readAll(idle)).isEmpty();
            assertThat(server.socket).doesNotExist();
            assertThat(stopped).isNotDone();
            late.complete(HttpResponse.create().withEntity("done"));
            assertThat(readAll(running)).endsWith("done");
            stopped.get(2, TimeUnit.SECONDS);
        }
    }

    @Test
    void cutsOffWhatOutlivesTheGrace() throws Exception {
        try (var server = new TestServer(routes());
                var client = server.connect()) {
            send(client, get("/silent"));
            readUntil(client, "\r\n\r\n");
            server.server.stop(Duration.ofMillis(100)).toCompletableFuture().get(2, TimeUnit.SECONDS);
            assertThat(server.server.openConnections()).isZero();
        }
    }

    @Test
    void aSocketIsSeenOnlyOnceItsModeIsRight() throws Exception {
        Path folder = Files.createTempDirectory("rutter-socket");
        Path socket = folder.resolve("api.sock");
        var modes = ConcurrentHashMap.<String>newKeySet();
        var looking = new AtomicBoolean(true);
        Thread looker = Thread.ofPlatform().start(() -> {
            while (looking.get()) {
                try {
                    modes.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
                } catch (IOException _) {
                    Thread.onSpinWait();
                }
            }
        });
        try (var server = new TestServer(routes())) {
            for (int round = 0; round < 20; round++) {
                RunningServer second = start(server, new Listener.Unix(socket, null));
                assertThat(Files.getPosixFilePermissions(socket))
                        .isEqualTo(PosixFilePermissions.fromString("rw-rw----"));
                second.stop(Duration.ZERO).toCompletableFuture().get(2, TimeUnit.SECONDS);
            }
        } finally {
            looking.set(false);
            looker.join();
        }
        assertThat(modes).isSubsetOf("rw-rw----");
        assertThat(folder).isEmptyDirectory();
        Files.delete(folder);
    }

    @Test
    void replacesAStaleSocketAndLeavesALiveOneAlone() throws Exception {
        try (var server = new TestServer(routes())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(server.socket)))
                    .isEqualTo("rw-rw----");
            assertThatThrownBy(() -> start(server, new Listener.Unix(server.socket, null)))
                    .hasRootCauseMessage(
                            "another engine listens on " + server.socket + ": stop it, or name another socket");
            var stale = server.socket.resolveSibling("stale.sock");
            try (var dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                dead.bind(UnixDomainSocketAddress.of(stale));
            }
            assertThat(stale).exists();
            var second = start(server, new Listener.Unix(stale, null));
            // another engine's socket stands there by now: it stays
            Files.delete(stale);
            Files.createFile(stale);
            second.stop(Duration.ZERO).toCompletableFuture().get(2, TimeUnit.SECONDS);
            assertThat(stale).exists();
            Files.delete(stale);
        }
    }

    @Test
    void servesLoopbackTcpOnly() throws Exception {
        try (var server = new TestServer(routes())) {
            assertThatThrownBy(() -> start(server, new Listener.LoopbackTcp("0.0.0.0", 0)))
                    .rootCause()
                    .hasMessageContaining("only a loopback address is served");
            var tcp = start(server, new Listener.LoopbackTcp("127.0.0.1", 0));
            try (var client = SocketChannel.open((InetSocketAddress) tcp.address())) {
                send(client, get("/hello"));
                assertThat(readUntil(client, "hello")).contains("200 OK");
            }
            tcp.stop(Duration.ofSeconds(1)).toCompletableFuture().get(2, TimeUnit.SECONDS);
        }
    }

    @Test
    void namesTheProcessThatTheKernelNames() throws Exception {
        var seen = PeerCredentials.asking(_ -> Optional.of(new PeerProcess(812, 0, 0, "docker")));
        var unknown = PeerCredentials.asking(_ -> Optional.empty());
        try (var server = new TestServer(routes());
                var client = server.connect()) {
            assertThat(seen.of(client)).isEqualTo(new Peer.Local("root", 0, 0, 812, "docker"));
            assertThat(unknown.of(client).user()).isEqualTo(System.getProperty("user.name"));
        }
    }

    private RunningServer start(TestServer beside, Listener listener) throws Exception {
        return ApiServer.start(beside.system(), listener, routes(), new JdkPeerCredentials(), Limits.DEFAULT)
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);
    }

    private static Limits limits(int connections, int heads, Duration headTime, Duration idleTime) {
        return new Limits(connections, heads, headTime, idleTime, Limits.DEAD_CLIENT_GRACE);
    }
}
