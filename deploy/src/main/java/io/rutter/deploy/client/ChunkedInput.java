package io.rutter.deploy.client;

import java.io.IOException;
import java.io.InputStream;

/** A body in chunks, as it arrives. */
final class ChunkedInput extends InputStream {
    private static final int HEX = 16;

    private final InputStream in;
    private long left;
    private boolean ended;

    ChunkedInput(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (left == 0 && !ended) {
            next();
        }
        if (ended) {
            return -1;
        }
        int count = in.read(buffer, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new IOException("the engine ended in the middle of an answer");
        }
        left -= count;
        if (left == 0) {
            EngineClient.line(in);
        }
        return count;
    }

    private void next() throws IOException {
        String size = EngineClient.line(in);
        int extension = size.indexOf(';');
        left = Long.parseLong((extension < 0 ? size : size.substring(0, extension)).strip(), HEX);
        ended = left == 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
