package io.rutter.agent.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * An open descriptor that this process owns. Reads and writes wait without holding a carrier thread; a close wakes them. The
 * number is given back to the kernel only when nobody uses it any more, so it never names something else under a user's hands.
 */
public final class Descriptor implements Closeable {
    private static final int PIECE_BYTES = 64 * 1024;
    private static final int F_GETFL = 3;
    private static final int F_SETFL = 4;
    private static final int O_NONBLOCK = 0x800;

    private final int number;
    private int users;
    private boolean closed;

    public Descriptor(int number) {
        this.number = number;
    }

    /** Marks it non-blocking, which reading and writing here want. The mark is on the open file, shared with who inherited it. */
    public Descriptor nonBlocking() throws HostException {
        int flags = Libc.call("fcntl", "F_GETFL", number, F_GETFL);
        Libc.call("fcntl", "F_SETFL", number, F_SETFL, flags | O_NONBLOCK);
        return this;
    }

    /** The number, good as long as it is open. */
    public int number() {
        return number;
    }

    public synchronized boolean isOpen() {
        return !closed;
    }

    /** @return bytes read, or -1 at the end, which a close and a terminal's hang-up are too */
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        try (Arena arena = Arena.ofConfined()) {
            int wanted = Math.min(length, PIECE_BYTES);
            MemorySegment buffer = arena.allocate(wanted);
            while (enter()) {
                int count;
                CompletableFuture<Void> ready = null;
                try {
                    count = Libc.attempt("read", number, buffer.address(), wanted);
                    if (count == -Errno.EAGAIN) {
                        ready = Poller.shared().readable(number);
                    }
                } finally {
                    leave();
                }
                if (ready != null) {
                    sit(ready, null);
                } else if (count == 0 || count == -Errno.EIO || count == -Errno.ECONNRESET) {
                    return -1;
                } else if (count < 0) {
                    throw new HostException("read", "", -count);
                } else {
                    MemorySegment.copy(buffer, JAVA_BYTE, 0, into, offset, count);
                    return count;
                }
            }
            return -1;
        }
    }

    /** Writes all of it. */
    public void write(byte[] from, int offset, int length) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(Math.max(1, length));
            MemorySegment.copy(from, offset, buffer, JAVA_BYTE, 0, length);
            int done = 0;
            while (done < length) {
                done += writePiece(buffer.asSlice(done));
            }
        }
    }

    private int writePiece(MemorySegment rest) throws IOException {
        if (!enter()) {
            throw new HostException("write", "", Errno.EBADF);
        }
        int count;
        CompletableFuture<Void> ready = null;
        try {
            count = Libc.attempt("write", number, rest.address(), rest.byteSize());
            if (count == -Errno.EAGAIN) {
                ready = Poller.shared().writable(number);
            }
        } finally {
            leave();
        }
        if (ready != null) {
            sit(ready, null);
            return 0;
        }
        if (count < 0) {
            throw new HostException("write", "", -count);
        }
        return count;
    }

    /**
     * Waits until there is something to read.
     *
     * @return false when the time is over first
     */
    public boolean awaitReadable(Duration atMost) throws IOException {
        if (!enter()) {
            return true;
        }
        CompletableFuture<Void> ready;
        try {
            ready = Poller.shared().readable(number);
        } finally {
            leave();
        }
        return sit(ready, atMost);
    }

    static boolean sit(CompletableFuture<Void> ready, @Nullable Duration atMost) throws IOException {
        try {
            if (atMost == null) {
                ready.get();
            } else {
                ready.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
            }
            return true;
        } catch (CancellationException e) {
            return true;
        } catch (TimeoutException e) {
            ready.cancel(false);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException("interrupted while waiting for a descriptor");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a wait for a descriptor failed", e);
        }
    }

    /** Takes it into use; false when it is closed. Each true wants a {@link #leave()}. */
    public synchronized boolean enter() {
        if (closed) {
            return false;
        }
        users++;
        return true;
    }

    public synchronized void leave() {
        users--;
        if (closed && users == 0) {
            release();
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            Poller.shared().forget(number);
            if (users == 0) {
                release();
            }
        }
    }

    private void release() {
        Poller.shared().forget(number);
        Libc.close(number);
    }

    /** Reads it; closing the stream closes the descriptor. */
    public InputStream input() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return Descriptor.this.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return Descriptor.this.read(into, offset, length);
            }

            @Override
            public void close() {
                Descriptor.this.close();
            }
        };
    }

    /** Writes it; closing the stream closes the descriptor. */
    public OutputStream output() {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                Descriptor.this.write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] from, int offset, int length) throws IOException {
                Descriptor.this.write(from, offset, length);
            }

            @Override
            public void close() {
                Descriptor.this.close();
            }
        };
    }
}
