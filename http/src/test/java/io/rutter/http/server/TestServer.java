package io.rutter.http.server;

import io.rutter.http.server.connection.Limits;
import io.rutter.http.server.peer.JdkPeerCredentials;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.http.javadsl.server.Route;

/** A server on a unix socket in a folder of its own, and raw clients of it. */
final class TestServer implements AutoCloseable {
    static final long WAIT_SECONDS = 20;

    private final ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "http-test");
    final Path socket;
    final RunningServer server;

    TestServer(Route route) throws Exception {
        this(route, Limits.DEFAULT);
    }

    TestServer(Route route, Limits limits) throws Exception {
        socket = Files.createTempDirectory("rutter-http").resolve("test.sock");
        server = ApiServer.start(system, new Listener.Unix(socket, null), route, new JdkPeerCredentials(), limits)
                .toCompletableFuture()
                .get(WAIT_SECONDS, TimeUnit.SECONDS);
    }

    ActorSystem<Void> system() {
        return system;
    }

    SocketChannel connect() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        return channel;
    }

    static void send(SocketChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Reads until the text has come, or the end. */
    static String readUntil(SocketChannel channel, String text) throws IOException {
        var all = new StringBuilder();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (all.indexOf(text) < 0 && channel.read(one.clear()) >= 0) {
            all.append((char) (one.get(0) & 0xff));
        }
        return all.toString();
    }

    static String readAll(SocketChannel channel) throws IOException {
        var all = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(8192);
        for (int read = channel.read(buffer); read >= 0; read = channel.read(buffer.clear())) {
            all.write(buffer.array(), 0, read);
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws Exception {
        server.stop(Duration.ofMillis(100)).toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
        Files.deleteIfExists(socket.getParent());
    }
}
