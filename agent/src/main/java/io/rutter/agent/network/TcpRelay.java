package io.rutter.agent.network;

import io.rutter.agent.linux.network.Ipv6Only;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries connections to an IPv6 address of the host on to a container, which has none. Each direction ends by itself, as the
 * two sides close theirs.
 */
final class TcpRelay implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(TcpRelay.class);
    private static final Duration TAKE_AGAIN_AFTER = Duration.ofMillis(100);
    /** Connections carried at once for one port; more wait in the kernel's queue. */
    private static final int CONNECTIONS = 1024;

    private static final Duration CLOSE_WAIT = Duration.ofSeconds(1);
    private static final int BUFFER_BYTES = 32 * 1024;

    private final ServerSocketChannel listener;
    private final InetSocketAddress target;
    private final Thread acceptor;
    private final Semaphore room = new Semaphore(CONNECTIONS);

    private TcpRelay(ServerSocketChannel listener, InetSocketAddress target) {
        this.listener = listener;
        this.target = target;
        acceptor = Thread.ofVirtual().name("rutter-relay").unstarted(this::run);
    }

    /** @param listener bound */
    static TcpRelay start(ServerSocketChannel listener, InetSocketAddress target) {
        var relay = new TcpRelay(listener, target);
        relay.acceptor.start();
        return relay;
    }

    /** Listens, or says with a {@link java.net.BindException} why not. */
    static TcpRelay open(InetSocketAddress place, InetSocketAddress target) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.INET6);
        try {
            Ipv6Only.set(listener);
            listener.bind(place);
        } catch (IOException e) {
            listener.close();
            throw e;
        }
        return start(listener, target);
    }

    private void run() {
        try {
            while (true) {
                room.acquire();
                SocketChannel client = accepted();
                Thread.startVirtualThread(() -> carry(client));
            }
        } catch (ClosedChannelException e) {
            LOG.debug("{} is no longer published", target, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next client. A host that has no room for one now, for want of open files say, may have it later. */
    private SocketChannel accepted() throws ClosedChannelException, InterruptedException {
        while (true) {
            try {
                return listener.accept();
            } catch (ClosedChannelException e) {
                throw e;
            } catch (IOException e) {
                LOG.warn("A connection to {} was not taken; tried again", target, e);
                Thread.sleep(TAKE_AGAIN_AFTER);
            }
        }
    }

    private void carry(SocketChannel client) {
        try (client;
                SocketChannel server = SocketChannel.open(target)) {
            Thread back = Thread.startVirtualThread(() -> pump(server, client));
            pump(client, server);
            back.join();
        } catch (IOException e) {
            // the container does not answer, and so neither does the relay
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            room.release();
        }
    }

    private static void pump(SocketChannel from, SocketChannel to) {
        var buffer = ByteBuffer.allocate(BUFFER_BYTES);
        try {
            while (from.read(buffer.clear()) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
            }
            to.shutdownOutput();
        } catch (IOException e) {
            close(from);
            close(to);
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }

    /** The port is free when this returns: the thread that accepts gives it back, not the close itself. */
    @Override
    public void close() throws IOException {
        acceptor.interrupt();
        listener.close();
        try {
            acceptor.join(CLOSE_WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
