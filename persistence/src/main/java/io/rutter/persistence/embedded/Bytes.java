package io.rutter.persistence.embedded;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that are being put together: fixed numbers big-endian, so that keys sort, and short ones as they come. */
final class Bytes {
    private byte[] array;
    private int length;

    Bytes(int capacity) {
        array = new byte[capacity];
    }

    byte[] toArray() {
        return Arrays.copyOf(array, length);
    }

    int length() {
        return length;
    }

    Bytes put(int value) {
        room(1);
        array[length++] = (byte) value;
        return this;
    }

    Bytes fixed(long value) {
        room(Long.BYTES);
        for (int shift = 56; shift >= 0; shift -= 8) {
            array[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    /** Seven bits a byte, lowest first; small numbers are one byte. */
    Bytes small(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            put((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        return put((int) rest);
    }

    Bytes text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return small(utf8.length).raw(utf8);
    }

    Bytes raw(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, array, length, value.length);
        length += value.length;
        return this;
    }

    private void room(int more) {
        if (length + more > array.length) {
            array = Arrays.copyOf(array, Math.max(array.length * 2, length + more));
        }
    }

    /** Reads what {@link Bytes} wrote. */
    static final class Reader {
        private final byte[] array;
        private int at;

        Reader(byte[] array) {
            this.array = array;
        }

        int position() {
            return at;
        }

        int next() {
            return array[at++] & 0xff;
        }

        long fixed() {
            long value = 0;
            for (int i = 0; i < Long.BYTES; i++) {
                value = value << 8 | next();
            }
            return value;
        }

        long small() {
            long value = 0;
            for (int shift = 0; ; shift += 7) {
                int part = next();
                value |= (long) (part & 0x7f) << shift;
                if ((part & 0x80) == 0) {
                    return value;
                }
            }
        }

        String text() {
            int size = (int) small();
            String value = new String(array, at, size, StandardCharsets.UTF_8);
            at += size;
            return value;
        }

        byte[] raw(int size) {
            at += size;
            return Arrays.copyOfRange(array, at - size, at);
        }
    }
}
