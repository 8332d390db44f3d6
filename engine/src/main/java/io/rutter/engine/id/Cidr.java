package io.rutter.engine.id;

import java.util.Locale;

/**
 * An IPv4 subnet.
 *
 * @param base network address as a number, host bits zero
 * @param prefixLength 0 to 32
 */
public record Cidr(long base, int prefixLength) {
    private static final int BITS = 32;

    public Cidr {
        if (prefixLength < 0 || prefixLength > BITS) {
            throw new IllegalArgumentException("invalid prefix length: " + prefixLength);
        }
        base = base & mask(prefixLength);
    }

    /** @throws IllegalArgumentException with Docker's words when the text is no IPv4 subnet */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("invalid CIDR address: " + text);
        }
        try {
            return new Cidr(address(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("invalid CIDR address: " + text, e);
        }
    }

    /** An IPv4 address as a number. */
    public static long address(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("invalid IP address: " + text);
        }
        long value = 0;
        for (String part : parts) {
            int octet = Integer.parseInt(part);
            if (octet < 0 || octet > 255) {
                throw new IllegalArgumentException("invalid IP address: " + text);
            }
            value = value << 8 | octet;
        }
        return value;
    }

    public static String text(long address) {
        return String.format(
                Locale.ROOT,
                "%d.%d.%d.%d",
                address >> 24 & 255,
                address >> 16 & 255,
                address >> 8 & 255,
                address & 255);
    }

    private static long mask(int prefixLength) {
        return prefixLength == 0 ? 0 : 0xffffffffL << BITS - prefixLength & 0xffffffffL;
    }

    public long size() {
        return 1L << BITS - prefixLength;
    }

    public long last() {
        return base + size() - 1;
    }

    public boolean contains(long address) {
        return (address & mask(prefixLength)) == base;
    }

    public boolean overlaps(Cidr other) {
        return base <= other.last() && other.base <= last();
    }

    /** The first address that a host may have, which is the gateway by default. */
    public String firstHost() {
        return text(base + 1);
    }

    @Override
    public String toString() {
        return text(base) + "/" + prefixLength;
    }
}
