package io.rutter.agent.image.tar;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * How a layer's tar is written again from its files: raw pieces and payloads in order. A payload names its file by path, and by
 * inode in case a later entry of the same tar took the path.
 */
public final class LayerRecipe {
    private static final int RAW = 1;
    private static final int PAYLOAD = 2;
    private static final int END = 0;
    private static final int BUFFER_BYTES = 1 << 16;

    private LayerRecipe() {}

    /** Writes a recipe while the tar passes. */
    public static final class Writer implements Closeable {
        private final DataOutputStream out;
        private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);

        public Writer(Path file) throws IOException {
            out = new DataOutputStream(new BufferedOutputStream(
                    new DeflaterOutputStream(Files.newOutputStream(file), deflater, BUFFER_BYTES), BUFFER_BYTES));
        }

        public void raw(byte[] bytes, int length) throws IOException {
            if (length > 0) {
                out.writeByte(RAW);
                out.writeInt(length);
                out.write(bytes, 0, length);
            }
        }

        public void payload(String path, long inode, long sizeBytes) throws IOException {
            if (sizeBytes > 0) {
                out.writeByte(PAYLOAD);
                out.writeLong(sizeBytes);
                out.writeLong(inode);
                out.writeUTF(path);
            }
        }

        @Override
        public void close() throws IOException {
            out.writeByte(END);
            out.close();
            deflater.end();
        }
    }

    /**
     * Writes the tar again.
     *
     * @param files where the layer's files are
     * @param displaced files, by inode, whose path a later entry took
     */
    public static void replay(Path recipe, Path files, Path displaced, OutputStream tar) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (DataInputStream in = new DataInputStream(
                new BufferedInputStream(new InflaterInputStream(Files.newInputStream(recipe)), BUFFER_BYTES))) {
            for (int kind = in.readByte(); kind != END; kind = in.readByte()) {
                if (kind == RAW) {
                    copy(in, in.readInt(), buffer, tar);
                } else {
                    long sizeBytes = in.readLong();
                    Path moved = displaced.resolve(Long.toString(in.readLong()));
                    Path file = files.resolve(in.readUTF());
                    try (InputStream payload = Files.newInputStream(Files.exists(moved) ? moved : file)) {
                        copy(payload, sizeBytes, buffer, tar);
                    }
                }
            }
        }
    }

    private static void copy(InputStream in, long sizeBytes, byte[] buffer, OutputStream out) throws IOException {
        long left = sizeBytes;
        while (left > 0) {
            int length = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (length < 0) {
                throw new IOException("a layer's file is shorter than its recipe says");
            }
            out.write(buffer, 0, length);
            left -= length;
        }
    }
}
