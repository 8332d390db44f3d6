package io.rutter.deploy.edge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Archives byte by byte: what no library would write. */
final class Tar {
    static final char FILE = '0';
    static final char HARD_LINK = '1';
    static final char SYMBOLIC_LINK = '2';
    static final char DEVICE = '3';
    static final char DIRECTORY = '5';
    static final char LONG_NAME = 'L';
    static final char PAX = 'x';
    private static final int BLOCK = 512;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Tar add(String name, char type, String link, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        out.writeBytes(header(name, type, link, bytes.length));
        out.writeBytes(bytes);
        out.writeBytes(new byte[(BLOCK - bytes.length % BLOCK) % BLOCK]);
        return this;
    }

    static byte[] header(String name, char type, String link, long size) {
        byte[] block = new byte[BLOCK];
        put(block, 0, name);
        put(block, 100, "0000777");
        put(block, 108, "0000000");
        put(block, 116, "0000000");
        put(block, 124, String.format("%011o", size));
        put(block, 136, "00000000000");
        put(block, 148, "        ");
        block[156] = (byte) type;
        put(block, 157, link);
        put(block, 257, "ustar\00000");
        put(block, 329, "0000001");
        put(block, 337, "0000003");
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        put(block, 148, String.format("%06o\0", sum));
        return block;
    }

    private static void put(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }

    Path to(Path file) {
        try {
            out.writeBytes(new byte[2 * BLOCK]);
            Files.write(file, out.toByteArray());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Few bytes that become many: an entry of so much nothing, compressed. */
    static Path bomb(Path file, char type, long size) {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(header("bomb", type, "", size));
            byte[] nothing = new byte[1 << 20];
            if (type == LONG_NAME) {
                java.util.Arrays.fill(nothing, (byte) 'a');
            }
            for (long left = size; left > 0; left -= nothing.length) {
                out.write(nothing, 0, (int) Math.min(left, nothing.length));
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
