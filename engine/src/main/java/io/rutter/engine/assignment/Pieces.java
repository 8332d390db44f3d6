package io.rutter.engine.assignment;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Hands on what is written in pieces of one size; the last one, and what is flushed before, may be smaller, but is never empty. */
public final class Pieces extends OutputStream {
    private static final int BYTES = 64 * 1024;

    private final Taker taker;
    private final byte[] buffer = new byte[BYTES];
    private int count;

    /** Where the pieces go. */
    @FunctionalInterface
    public interface Taker {
        /** @param piece the taker's own */
        void take(byte[] piece) throws IOException;
    }

    public Pieces(Taker taker) {
        this.taker = taker;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int part = Math.min(length - done, buffer.length - count);
            System.arraycopy(bytes, offset + done, buffer, count, part);
            done += part;
            count += part;
            if (count == buffer.length) {
                flush();
            }
        }
    }

    @Override
    public void flush() throws IOException {
        if (count > 0) {
            taker.take(Arrays.copyOf(buffer, count));
            count = 0;
        }
    }
}
