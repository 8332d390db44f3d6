package io.rutter.agent.image.tar;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/** Streams that say by their first bytes how they are compressed. */
public final class Compressed {
    private static final int BUFFER_BYTES = 1 << 17;
    private static final int LOOK_BYTES = 6;

    /** How a stream is compressed. */
    public enum Form {
        PLAIN,
        GZIP,
        BZIP2,
        XZ,
        ZSTD
    }

    private Compressed() {}

    /** The plain bytes of a stream, whatever it is compressed with. Refuses xz and zstd. */
    public static InputStream open(InputStream stream) throws IOException {
        BufferedInputStream in = new BufferedInputStream(stream, BUFFER_BYTES);
        in.mark(LOOK_BYTES);
        byte[] first = in.readNBytes(LOOK_BYTES);
        in.reset();
        return switch (form(first)) {
            case PLAIN -> in;
            case GZIP -> new GZIPInputStream(in, BUFFER_BYTES);
            case BZIP2 -> new BZip2CompressorInputStream(in, true);
            case XZ -> throw new IOException("xz compression is not supported yet: use gzip");
            case ZSTD -> throw new IOException("zstd compression is not supported yet: use gzip");
        };
    }

    /** @param first at least the first six bytes, unless the stream is shorter */
    public static Form form(byte[] first) {
        if (starts(first, 0x1f, 0x8b, 0x08)) {
            return Form.GZIP;
        } else if (starts(first, 'B', 'Z', 'h')) {
            return Form.BZIP2;
        } else if (starts(first, 0xfd, '7', 'z', 'X', 'Z', 0)) {
            return Form.XZ;
        } else if (starts(first, 0x28, 0xb5, 0x2f, 0xfd)) {
            return Form.ZSTD;
        }
        return Form.PLAIN;
    }

    private static boolean starts(byte[] bytes, int... wanted) {
        if (bytes.length < wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if ((bytes[i] & 0xff) != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
