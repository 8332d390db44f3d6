package io.rutter.http.server;

import io.rutter.http.server.connection.ClientConnection;
import io.rutter.http.server.connection.Limits;
import io.rutter.http.server.connection.RequestFraming;
import io.rutter.http.server.connection.Serving;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts connections and keeps the list of them. */
final class ListeningServer implements RunningServer {
    private static final Logger LOG = LoggerFactory.getLogger(ListeningServer.class);
    /** Pause after a failed accept: mostly no descriptor is free, and trying at once would only burn the processor. */
    private static final long ACCEPT_PAUSE_MILLIS = 100;

    private final ServerSocketChannel channel;
    private final @Nullable SocketFile file;
    private final SocketAddress address;
    private final Serving serving;
    private final Greeting greeting;
    private final Limits limits;
    private final Set<ClientConnection> connections = ConcurrentHashMap.newKeySet();
    /** Accepted and not yet closed; more than {@link #connections} while peers are being looked up. */
    private final AtomicInteger open = new AtomicInteger();

    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CompletableFuture<Done> stopped = new CompletableFuture<>();

    ListeningServer(
            ServerSocketChannel channel, @Nullable SocketFile file, Serving serving, Greeting greeting, Limits limits)
            throws IOException {
        this.channel = channel;
        this.file = file;
        this.address = channel.getLocalAddress();
        this.serving = serving;
        this.greeting = greeting;
        this.limits = limits;
    }

    @Override
    public SocketAddress address() {
        return address;
    }

    @Override
    public int openConnections() {
        return open.get();
    }

    void listen() {
        Thread.ofVirtual().name("accept " + address).start(this::acceptAll);
    }

    @Override
    public CompletionStage<Done> stop(Duration grace) {
        if (stopping.compareAndSet(false, true)) {
            try {
                if (file != null) {
                    file.remove();
                }
                channel.close();
            } catch (IOException e) {
                LOG.warn("closing {} failed: {}", address, e.getMessage());
            }
            connections.forEach(ClientConnection::stop);
            CompletableFuture.delayedExecutor(grace.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> connections.forEach(ClientConnection::abort));
            completeWhenEmpty();
        }
        return stopped;
    }

    private void acceptAll() {
        while (channel.isOpen()) {
            try {
                accept(channel.accept());
            } catch (ClosedChannelException _) {
                return;
            } catch (IOException e) {
                LOG.warn("accepting on {} failed: {}", address, e.getMessage());
                pause();
            }
        }
    }

    private void accept(SocketChannel client) throws IOException {
        if (open.incrementAndGet() > limits.connections()) {
            open.decrementAndGet();
            turnAway(client);
        } else {
            Thread.ofVirtual().name("connect").start(() -> begin(client));
        }
    }

    private void begin(SocketChannel client) {
        try {
            var greeted = greeting.greet(client);
            var connection = new ClientConnection(greeted.socket(), greeted.peer(), this::closed);
            connections.add(connection);
            serving.serve(connection);
            if (stopping.get()) {
                connection.stop();
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("a connection on {} could not be served: {}", address, e.toString());
            closeQuietly(client);
            open.decrementAndGet();
            completeWhenEmpty();
        }
    }

    private void closed(ClientConnection connection) {
        connections.remove(connection);
        open.decrementAndGet();
        completeWhenEmpty();
    }

    private void completeWhenEmpty() {
        if (stopping.get() && open.get() == 0) {
            stopped.complete(Done.getInstance());
        }
    }

    private static void turnAway(SocketChannel client) throws IOException {
        try (client) {
            client.configureBlocking(false);
            for (ByteBuffer buffer : RequestFraming.refusal(
                            "503 Service Unavailable", "too many connections: close some, or try again later")
                    .getByteBuffers()) {
                client.write(buffer);
            }
            client.shutdownOutput();
        }
    }

    private static void closeQuietly(SocketChannel client) {
        try {
            client.close();
        } catch (IOException e) {
            LOG.debug("closing a connection failed", e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(ACCEPT_PAUSE_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
