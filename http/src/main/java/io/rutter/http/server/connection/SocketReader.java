package io.rutter.http.server.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.pekko.util.ByteString;

/** The reading half of a socket, on a virtual thread of its own. */
final class SocketReader {
    /** Pieces read that nobody has asked for yet. */
    private static final int READ_AHEAD = 4;
    /** Small while a client only asks, large while it uploads: a thousand idle clients cost little. */
    private static final int SMALL_BYTES = 8 * 1024;

    private static final int LARGE_BYTES = 128 * 1024;

    private final ClientSocket socket;
    private final Semaphore credits = new Semaphore(READ_AHEAD);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean discarding;

    SocketReader(ClientSocket socket) {
        this.socket = socket;
    }

    /** One more piece may be read ahead. */
    void grant() {
        credits.release();
    }

    /** Nobody wants what is still to come; it is read and dropped until the client's end. */
    void discard() {
        discarding = true;
        credits.release();
    }

    boolean awaitEnd(long millis) throws InterruptedException {
        return ended.await(millis, TimeUnit.MILLISECONDS);
    }

    void run(Consumer<ByteString> onBytes, Runnable onEnd, Consumer<IOException> onFailure) {
        try {
            ByteBuffer buffer = ByteBuffer.allocate(SMALL_BYTES);
            while (true) {
                if (!discarding) {
                    credits.acquire();
                }
                int read = socket.read(buffer.clear());
                if (read < 0) {
                    onEnd.run();
                    return;
                }
                if (!discarding) {
                    onBytes.accept(ByteString.fromArray(buffer.array(), 0, read));
                }
                buffer = fitting(buffer, read);
            }
        } catch (IOException e) {
            onFailure.accept(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    private static ByteBuffer fitting(ByteBuffer buffer, int read) {
        if (read == buffer.capacity() && read < LARGE_BYTES) {
            return ByteBuffer.allocate(LARGE_BYTES);
        }
        return read < SMALL_BYTES / 8 && buffer.capacity() > SMALL_BYTES ? ByteBuffer.allocate(SMALL_BYTES) : buffer;
    }
}
