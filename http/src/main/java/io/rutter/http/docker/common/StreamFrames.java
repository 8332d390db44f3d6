package io.rutter.http.docker.common;

import org.apache.pekko.util.ByteString;

/**
 * Docker's frames for output of a process without a terminal: which stream in one byte, three of zero, length in four, the
 * most significant first; then the bytes.
 */
public final class StreamFrames {
    public static final int STDOUT = 1;
    public static final int STDERR = 2;

    private StreamFrames() {}

    /** What comes before so many bytes. */
    public static byte[] head(int stream, int length) {
        return new byte[] {
            (byte) stream, 0, 0, 0, (byte) (length >>> 24), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length
        };
    }

    public static ByteString frame(int stream, ByteString bytes) {
        return ByteString.fromArrayUnsafe(head(stream, bytes.size())).concat(bytes);
    }
}
