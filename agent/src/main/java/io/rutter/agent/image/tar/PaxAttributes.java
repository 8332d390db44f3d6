package io.rutter.agent.image.tar;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Extended attributes out of a tar's raw headers. Their values are bytes (capabilities, access lists), which a reader that makes
 * text of pax records destroys.
 */
public final class PaxAttributes {
    private static final int BLOCK = 512;
    private static final int SIZE_OFFSET = 124;
    private static final int SIZE_LENGTH = 12;
    private static final int TYPE_OFFSET = 156;
    private static final String PREFIX = "SCHILY.xattr.";

    private PaxAttributes() {}

    /**
     * @param headers the padding of the payload before, then the blocks of this entry's headers
     */
    public static Map<String, byte[]> of(byte[] headers) {
        Map<String, byte[]> found = new LinkedHashMap<>();
        int at = headers.length % BLOCK;
        while (at + BLOCK <= headers.length) {
            int type = headers[at + TYPE_OFFSET];
            boolean longForm = type == 'x' || type == 'g' || type == 'L' || type == 'K';
            long size = longForm ? size(headers, at) : 0;
            if (type == 'x' && at + BLOCK + size <= headers.length) {
                records(headers, at + BLOCK, (int) size, found);
            }
            at += BLOCK + (int) ((size + BLOCK - 1) / BLOCK * BLOCK);
        }
        return found;
    }

    private static long size(byte[] headers, int at) {
        long value = 0;
        for (int i = at + SIZE_OFFSET; i < at + SIZE_OFFSET + SIZE_LENGTH; i++) {
            if (headers[i] >= '0' && headers[i] <= '7') {
                value = value * 8 + headers[i] - '0';
            }
        }
        return Math.min(value, headers.length);
    }

    /** Records look like {@code 27 SCHILY.xattr.user.a=value\n}, the number being the length of the whole. */
    private static void records(byte[] bytes, int start, int size, Map<String, byte[]> found) {
        int at = start;
        int end = start + size;
        while (at < end) {
            int length = 0;
            int digit = at;
            while (digit < end && bytes[digit] >= '0' && bytes[digit] <= '9' && length < end) {
                length = length * 10 + bytes[digit++] - '0';
            }
            int stop = at + length;
            if (length == 0 || stop > end || digit >= stop) {
                return;
            }
            int equals = digit + 1;
            while (equals < stop && bytes[equals] != '=') {
                equals++;
            }
            String key = new String(bytes, digit + 1, equals - digit - 1, StandardCharsets.UTF_8);
            if (key.startsWith(PREFIX) && equals < stop - 1) {
                found.put(key.substring(PREFIX.length()), Arrays.copyOfRange(bytes, equals + 1, stop - 1));
            }
            at = stop;
        }
    }
}
