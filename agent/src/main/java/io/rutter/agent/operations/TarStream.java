package io.rutter.agent.operations;

import io.rutter.engine.assignment.Pieces;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that somebody writes while they are read, by whichever threads. What goes wrong for the writer does so for the reader; a
 * reader that closes or that takes nothing for long ends the writing.
 */
final class TarStream extends InputStream {
    private static final int PIECES_LIMIT = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final byte[] END = {};

    private final BlockingQueue<byte[]> pieces = new ArrayBlockingQueue<>(PIECES_LIMIT);
    private volatile @Nullable Throwable failure;
    private volatile boolean closed;
    private byte[] piece = {};
    private int at;
    private boolean ended;

    /** Writes all of it. */
    interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private TarStream() {}

    /** Writes on a thread of its own. */
    static TarStream of(Writing writing) {
        var stream = new TarStream();
        Thread.ofVirtual().name("container-tar").start(() -> stream.write(writing));
        return stream;
    }

    private void write(Writing writing) {
        var out = new Pieces(this::offer);
        try {
            writing.to(out);
            out.flush();
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        }
        try {
            offer(END);
        } catch (IOException e) {
            failure = e;
        }
    }

    private void offer(byte[] bytes) throws IOException {
        try {
            if (closed || !pieces.offer(bytes, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("nobody reads the archive any more");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while an archive was written");
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (at == piece.length && !next()) {
            return -1;
        }
        int count = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, into, offset, count);
        at += count;
        return count;
    }

    private boolean next() throws IOException {
        if (!ended) {
            piece = taken();
            at = 0;
            ended = piece.length == 0;
        }
        Throwable broken = failure;
        if (ended && broken != null) {
            throw new IOException("the archive could not be finished: " + broken.getMessage(), broken);
        }
        return !ended;
    }

    private byte[] taken() throws IOException {
        try {
            byte[] taken = pieces.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (taken == null) {
                throw new IOException("the archive does not go on");
            }
            return taken;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while an archive was read");
        }
    }

    @Override
    public void close() {
        closed = true;
        pieces.clear();
    }
}
