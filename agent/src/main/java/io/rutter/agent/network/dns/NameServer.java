package io.rutter.agent.network.dns;

import io.rutter.agent.network.dns.Verdict.Answered;
import io.rutter.agent.network.dns.Verdict.Forwarded;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;

/** Serves all namespaces of a node with one thread; only what is asked elsewhere has a virtual thread of its own. */
public final class NameServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NameServer.class);
    private static final int MESSAGE_BYTES = 65_535;
    private static final int PLAIN_UDP_BYTES = 512;

    /** TCP connections open at once for the whole node; more are closed. */
    private static final int CONNECTIONS = 512;

    private static final Duration AFTER_FAILURE = Duration.ofMillis(20);

    private final Selector selector;
    private final Queue<Runnable> joining = new ConcurrentLinkedQueue<>();
    private final Answers answers;
    private final Forwarder forwarder = new Forwarder();
    private final Semaphore connections = new Semaphore(CONNECTIONS);
    private final ByteBuffer buffer = ByteBuffer.allocate(MESSAGE_BYTES);
    private final Thread thread;

    public NameServer(Random shuffle) throws IOException {
        answers = new Answers(shuffle);
        selector = Selector.open();
        thread = Thread.ofPlatform().daemon().name("rutter-dns").start(this::run);
    }

    /**
     * Answers what comes in on a namespace's sockets until they are closed.
     *
     * @param udp bound in the namespace
     * @param tcp bound in the namespace
     */
    public void serve(DatagramChannel udp, ServerSocketChannel tcp, Questioner questioner) throws IOException {
        udp.configureBlocking(false);
        tcp.configureBlocking(false);
        joining.add(() -> {
            try {
                udp.register(selector, SelectionKey.OP_READ, new Serving(udp, tcp, questioner));
                tcp.register(selector, SelectionKey.OP_ACCEPT, new Serving(udp, tcp, questioner));
            } catch (ClosedChannelException e) {
                LOG.debug("A namespace left before its resolver began", e);
            }
        });
        selector.wakeup();
    }

    /** Lets go of sockets that were closed: a closed channel keeps its namespace alive until the selector has looked. */
    public void forgetClosed() {
        selector.wakeup();
    }

    private void run() {
        while (selector.isOpen()) {
            try {
                selector.select(this::ready);
                for (Runnable join = joining.poll(); join != null && selector.isOpen(); join = joining.poll()) {
                    join.run();
                }
            } catch (ClosedSelectorException e) {
                return;
            } catch (IOException | RuntimeException e) {
                // all names of the node hang on this thread
                LOG.error("The resolver goes on after a failure", e);
                rest();
            }
        }
    }

    /** What failed is ready still: without a rest it would fail as fast as the host can. */
    private static void rest() {
        try {
            Thread.sleep(AFTER_FAILURE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ready(SelectionKey key) {
        var serving = (Serving) key.attachment();
        try {
            if (key.isAcceptable()) {
                accept(serving);
            } else {
                receive(serving);
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("A question was not answered", e);
        }
    }

    private void receive(Serving serving) throws IOException {
        buffer.clear();
        SocketAddress client = serving.udp().receive(buffer);
        if (client == null) {
            return;
        }
        byte[] query = new byte[buffer.flip().remaining()];
        buffer.get(query);
        var message = new Message(query);
        switch (answers.answer(message, serving.questioner().networks())) {
            case Answered answered -> send(serving, client, answered.reply().toWire(udpLimit(message)));
            case Forwarded _ ->
                Thread.startVirtualThread(() -> {
                    try {
                        send(serving, client, forwarded(message, query, serving, false));
                    } catch (IOException e) {
                        LOG.debug("A client left before its answer came", e);
                    }
                });
        }
    }

    private static void send(Serving serving, SocketAddress client, byte[] answer) throws IOException {
        serving.udp().send(ByteBuffer.wrap(answer), client);
    }

    private byte[] forwarded(Message message, byte[] query, Serving serving, boolean tcp) {
        return forwarder
                .ask(query, serving.questioner().upstreams(), tcp)
                .orElseGet(() -> Answers.reply(message, Rcode.SERVFAIL).toWire());
    }

    private void accept(Serving serving) throws IOException {
        SocketChannel channel;
        try {
            channel = serving.tcp().accept();
        } catch (ClosedChannelException e) {
            return;
        } catch (IOException e) {
            LOG.warn("A connection to the resolver was not taken; tried again", e);
            rest();
            return;
        }
        if (channel == null) {
            return;
        }
        if (!connections.tryAcquire()) {
            channel.close();
            return;
        }
        channel.configureBlocking(true);
        Thread.startVirtualThread(() -> {
            try (var connection = new Connection(channel.socket())) {
                Optional<byte[]> query = connection.next();
                while (query.isPresent()) {
                    connection.answer(overTcp(query.get(), serving));
                    query = connection.next();
                }
            } catch (IOException | RuntimeException e) {
                LOG.debug("A connection to the resolver failed", e);
            } finally {
                connections.release();
            }
        });
    }

    private byte[] overTcp(byte[] query, Serving serving) throws IOException {
        var message = new Message(query);
        return switch (answers.answer(message, serving.questioner().networks())) {
            case Answered answered -> answered.reply().toWire(MESSAGE_BYTES);
            case Forwarded _ -> forwarded(message, query, serving, true);
        };
    }

    private static int udpLimit(Message query) {
        OPTRecord options = query.getOPT();
        return options == null ? PLAIN_UDP_BYTES : Math.max(PLAIN_UDP_BYTES, options.getPayloadSize());
    }

    @Override
    public void close() throws IOException {
        selector.close();
        thread.interrupt();
    }

    private record Serving(DatagramChannel udp, ServerSocketChannel tcp, Questioner questioner) {}
}
