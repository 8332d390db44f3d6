package io.rutter.http.server.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.pekko.util.ByteString;

/**
 * The writing half of a socket, on a virtual thread of its own. A write waits for as long as its client is connected and does
 * not read; the number of connections bounds what that can cost.
 */
final class SocketWriter {
    /** Queued bytes at which more is only taken when some are written. */
    private static final long QUEUE_LIMIT_BYTES = 256 * 1024;
    /** After the last byte a client may still send for this long: closing earlier would make TCP drop what it has not read. */
    private static final long LINGER_MILLIS = 1_000;

    private static final ByteString END = ByteString.emptyByteString();

    private final ClientConnection connection;
    private final ClientSocket socket;
    private final SocketReader reader;
    private final LinkedBlockingQueue<ByteString> queue = new LinkedBlockingQueue<>();
    private final AtomicLong queuedBytes = new AtomicLong();
    private final CountDownLatch flowEnded = new CountDownLatch(1);
    private volatile boolean aborted;

    SocketWriter(ClientConnection connection, SocketReader reader) {
        this.connection = connection;
        this.socket = connection.socket();
        this.reader = reader;
    }

    /** Queues bytes. False: wait for room. */
    boolean offer(ByteString bytes) {
        if (bytes.isEmpty()) {
            return true;
        }
        queue.add(bytes);
        return queuedBytes.addAndGet(bytes.size()) < QUEUE_LIMIT_BYTES;
    }

    /** Nothing more will be offered: the client sees the end once it has read all. */
    void finish() {
        queue.add(END);
    }

    /** The flow has ended; the socket is closed when all is written. */
    void close() {
        flowEnded.countDown();
    }

    /** The flow has failed; the socket is closed now. */
    void abort() {
        aborted = true;
        connection.abort();
        queue.add(END);
        flowEnded.countDown();
    }

    void run(Runnable onRoom, Consumer<IOException> onFailure) {
        try {
            for (ByteString next = queue.take(); !next.isEmpty() && !aborted; next = queue.take()) {
                for (ByteBuffer buffer : next.getByteBuffers()) {
                    socket.write(buffer);
                }
                long left = queuedBytes.addAndGet(-next.size());
                if (left < QUEUE_LIMIT_BYTES && left + next.size() >= QUEUE_LIMIT_BYTES) {
                    onRoom.run();
                }
            }
            if (!aborted) {
                socket.shutdownOutput();
            }
            flowEnded.await();
            if (!aborted) {
                reader.awaitEnd(LINGER_MILLIS);
            }
        } catch (IOException e) {
            onFailure.accept(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connection.abort();
            connection.socketClosed();
        }
    }
}
