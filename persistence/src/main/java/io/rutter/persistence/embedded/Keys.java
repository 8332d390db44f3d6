package io.rutter.persistence.embedded;

import io.rutter.engine.id.EntityKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Keys of the tables. A text is ended by a zero byte and a number follows in eight bytes, so that they sort as one thinks. */
final class Keys {
    static final byte[] TAIL = text("tail");
    static final byte[] LOG_ID = text("log-id");

    private Keys() {}

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] number(long number) {
        return new Bytes(Long.BYTES).fixed(number).toArray();
    }

    static byte[] entity(EntityKey key) {
        return text(key.persistenceId());
    }

    static byte[] numbered(byte[] text, long number) {
        return new Bytes(text.length + 1 + Long.BYTES)
                .raw(text)
                .put(0)
                .fixed(number)
                .toArray();
    }

    static boolean belongsTo(byte[] key, byte[] text) {
        return key.length == text.length + 1 + Long.BYTES
                && key[text.length] == 0
                && Arrays.equals(key, 0, text.length, text, 0, text.length);
    }

    static boolean begins(byte[] key, byte[] prefix) {
        return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }

    /** The number at the end of a key, or the only one in a value. */
    static long lastNumber(byte[] bytes) {
        long value = 0;
        for (int i = bytes.length - Long.BYTES; i < bytes.length; i++) {
            value = value << 8 | bytes[i] & 0xff;
        }
        return value;
    }
}
