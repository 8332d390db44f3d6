package io.rutter.agent.image.tar;

import io.rutter.agent.image.files.FileFacts;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * One entry's header blocks, in the ustar form with extended records where a value does not fit: the same entry always gives the
 * same bytes.
 *
 * @param name as it stands in the tar; directories end with a slash
 * @param type one of ustar's type flags
 * @param attributes extended attributes
 */
public record TarHeader(
        String name,
        char type,
        int mode,
        int user,
        int group,
        long sizeBytes,
        long modifiedSeconds,
        String link,
        int major,
        int minor,
        Map<String, byte[]> attributes) {
    public static final char FILE = '0';
    public static final char HARD_LINK = '1';
    public static final char SYMBOLIC_LINK = '2';
    public static final char CHARACTER_DEVICE = '3';
    public static final char BLOCK_DEVICE = '4';
    public static final char DIRECTORY = '5';
    public static final char FIFO = '6';

    public static final int BLOCK = 512;

    private static final char EXTENDED = 'x';
    private static final int NAME_BYTES = 100;
    private static final int CHECKSUM_OFFSET = 148;
    private static final long LARGEST_OCTAL_7 = 07777777L;
    private static final long LARGEST_OCTAL_11 = 077777777777L;

    /** A plain file that root owns. */
    static TarHeader file(String name, long sizeBytes, long modifiedSeconds) {
        return new TarHeader(name, FILE, 0644, 0, 0, sizeBytes, modifiedSeconds, "", 0, 0, Map.of());
    }

    static TarHeader directory(String name, long modifiedSeconds) {
        return new TarHeader(name, DIRECTORY, 0755, 0, 0, 0, modifiedSeconds, "", 0, 0, Map.of());
    }

    /**
     * The entry of a file on this host.
     *
     * @param link target of a link; empty for what is none
     */
    public static TarHeader of(FileFacts found, String name, char type, String link, Map<String, byte[]> attributes) {
        boolean device = type == CHARACTER_DEVICE || type == BLOCK_DEVICE;
        return new TarHeader(
                name,
                type,
                found.mode(),
                found.user(),
                found.group(),
                type == FILE ? found.sizeBytes() : 0,
                found.modifiedSeconds(),
                link,
                device ? found.major() : 0,
                device ? found.minor() : 0,
                attributes);
    }

    /** All blocks up to the payload. */
    public byte[] blocks() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(BLOCK * 3);
        byte[] records = records();
        if (records.length > 0) {
            String shortName = "PaxHeaders.0/" + cut(name, NAME_BYTES - 13);
            out.writeBytes(block(shortName, EXTENDED, records.length, ""));
            out.writeBytes(records);
            out.writeBytes(new byte[padding(records.length)]);
        }
        out.writeBytes(block(name, type, sizeBytes, link));
        return out.toByteArray();
    }

    /** Bytes that fill up the last block of a payload. */
    public static int padding(long sizeBytes) {
        return (int) ((BLOCK - sizeBytes % BLOCK) % BLOCK);
    }

    private byte[] records() {
        Map<String, byte[]> found = new TreeMap<>();
        if (!fits(name)) {
            found.put("path", utf8(name));
        }
        if (!fits(link)) {
            found.put("linkpath", utf8(link));
        }
        number(found, "size", sizeBytes, LARGEST_OCTAL_11);
        number(found, "uid", user, LARGEST_OCTAL_7);
        number(found, "gid", group, LARGEST_OCTAL_7);
        number(found, "mtime", modifiedSeconds, LARGEST_OCTAL_11);
        attributes.forEach((key, value) -> found.put("SCHILY.xattr." + key, value));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        found.forEach((key, value) -> out.writeBytes(extendedRecord(key, value)));
        return out.toByteArray();
    }

    private static void number(Map<String, byte[]> found, String key, long value, long largest) {
        if (value < 0 || value > largest) {
            found.put(key, utf8(Long.toString(value)));
        }
    }

    private static byte[] extendedRecord(String key, byte[] value) {
        int rest = utf8(key).length + value.length + 3;
        int length = rest + Integer.toString(rest).length();
        if (Integer.toString(length).length() != Integer.toString(rest).length()) {
            length = rest + Integer.toString(length).length();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(length);
        out.writeBytes(utf8(length + " " + key + "="));
        out.writeBytes(value);
        out.write('\n');
        return out.toByteArray();
    }

    private byte[] block(String shownName, char shownType, long size, String shownLink) {
        byte[] block = new byte[BLOCK];
        text(block, 0, NAME_BYTES, shownName);
        octal(block, 100, 8, mode & 07777);
        octal(block, 108, 8, clip(user, LARGEST_OCTAL_7));
        octal(block, 116, 8, clip(group, LARGEST_OCTAL_7));
        octal(block, 124, 12, clip(size, LARGEST_OCTAL_11));
        octal(block, 136, 12, clip(modifiedSeconds, LARGEST_OCTAL_11));
        block[156] = (byte) shownType;
        text(block, 157, NAME_BYTES, shownLink);
        text(block, 257, 6, "ustar");
        block[263] = '0';
        block[264] = '0';
        octal(block, 329, 8, major);
        octal(block, 337, 8, minor);
        Arrays.fill(block, CHECKSUM_OFFSET, CHECKSUM_OFFSET + 8, (byte) ' ');
        int sum = 0;
        for (byte each : block) {
            sum += each & 0xff;
        }
        octal(block, CHECKSUM_OFFSET, 7, sum);
        return block;
    }

    private static long clip(long value, long largest) {
        return value < 0 || value > largest ? 0 : value;
    }

    private static boolean fits(String text) {
        return text.length() <= NAME_BYTES && text.chars().allMatch(c -> c < 0x80);
    }

    private static String cut(String text, int length) {
        String ascii = text.chars().allMatch(c -> c < 0x80) ? text : "name";
        return ascii.substring(0, Math.min(length, ascii.length()));
    }

    private static void text(byte[] block, int offset, int length, String text) {
        byte[] bytes = utf8(text);
        System.arraycopy(bytes, 0, block, offset, Math.min(length, bytes.length));
    }

    private static void octal(byte[] block, int offset, int length, long value) {
        String digits = Long.toOctalString(value);
        byte[] bytes = utf8("0".repeat(Math.max(0, length - 1 - digits.length())) + digits);
        System.arraycopy(bytes, 0, block, offset, length - 1);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
