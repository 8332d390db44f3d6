package io.rutter.agent.image.tar;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Passes a tar on to its reader and meanwhile digests every byte and keeps the bytes that are no payload: headers, padding and
 * trailer. What is kept is taken by {@link #take()} at each payload, so it stays small.
 */
public final class HeaderTap extends FilterInputStream {
    /** More header bytes than this before one file is an attack on memory. */
    private static final int MAX_HEADER_BYTES = 16 << 20;

    private final @Nullable MessageDigest digest;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean inPayload;
    private long count;

    public HeaderTap(InputStream in, @Nullable MessageDigest digest) {
        super(in);
        this.digest = digest;
    }

    /** From here on bytes are payload and not kept, or again kept. */
    public void payload(boolean begins) {
        inPayload = begins;
    }

    /** Bytes kept since the last call. */
    public byte[] take() {
        byte[] bytes = kept.toByteArray();
        kept.reset();
        return bytes;
    }

    /** Bytes that have passed. */
    public long count() {
        return count;
    }

    /** Reads what follows the tar's end, so that the digest is that of the whole stream. */
    public void drain() throws IOException {
        byte[] buffer = new byte[1 << 16];
        while (read(buffer, 0, buffer.length) >= 0) {
            // read for its effect
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int length = read(one, 0, 1);
        return length < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int wanted) throws IOException {
        int length = in.read(buffer, offset, wanted);
        if (length > 0) {
            if (digest != null) {
                digest.update(buffer, offset, length);
            }
            count += length;
            if (!inPayload) {
                if (kept.size() + length > MAX_HEADER_BYTES) {
                    throw new IOException("tar: more than " + MAX_HEADER_BYTES + " bytes of headers in a row");
                }
                kept.write(buffer, offset, length);
            }
        }
        return length;
    }

    @Override
    public long skip(long wanted) throws IOException {
        byte[] buffer = new byte[(int) Math.min(Math.max(wanted, 1), 1 << 16)];
        long left = wanted;
        while (left > 0) {
            int length = read(buffer, 0, (int) Math.min(buffer.length, left));
            if (length < 0) {
                break;
            }
            left -= length;
        }
        return wanted - left;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
