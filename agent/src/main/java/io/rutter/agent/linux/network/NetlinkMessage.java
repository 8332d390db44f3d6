package io.rutter.agent.linux.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** A rtnetlink message under construction, and what is read from one. */
final class NetlinkMessage {
    static final int HEADER_BYTES = 16;
    static final int ATTRIBUTE_HEADER_BYTES = 4;

    private static final int LIMIT_BYTES = 4096;
    private static final int NLA_F_NESTED = 0x8000;
    private static final int NLA_TYPE_MASK = 0x3fff;
    private static final int ALIGNMENT = 4;

    private final ByteBuffer buffer = ByteBuffer.allocate(LIMIT_BYTES).order(ByteOrder.nativeOrder());

    NetlinkMessage(int type, int flags, int sequence) {
        buffer.putInt(0)
                .putShort((short) type)
                .putShort((short) flags)
                .putInt(sequence)
                .putInt(0);
    }

    /** The header of a message about a link. */
    NetlinkMessage link(int family, int index, int flags, int change) {
        buffer.put((byte) family).put((byte) 0).putShort((short) 0);
        buffer.putInt(index).putInt(flags).putInt(change);
        return this;
    }

    NetlinkMessage raw(byte[] bytes) {
        buffer.put(bytes);
        return this;
    }

    NetlinkMessage bytes(int type, byte[] value) {
        buffer.putShort((short) (ATTRIBUTE_HEADER_BYTES + value.length)).putShort((short) type);
        buffer.put(value);
        while (buffer.position() % ALIGNMENT != 0) {
            buffer.put((byte) 0);
        }
        return this;
    }

    NetlinkMessage text(int type, String value) {
        return bytes(type, (value + "\0").getBytes(StandardCharsets.UTF_8));
    }

    NetlinkMessage number(int type, int value) {
        return bytes(
                type,
                ByteBuffer.allocate(4)
                        .order(ByteOrder.nativeOrder())
                        .putInt(value)
                        .array());
    }

    NetlinkMessage octet(int type, int value) {
        return bytes(type, new byte[] {(byte) value});
    }

    /** @param mac six octets in hexadecimal with colons; empty to leave the attribute out */
    NetlinkMessage mac(int type, String mac) {
        return mac.isEmpty() ? this : bytes(type, HexFormat.ofDelimiter(":").parseHex(mac));
    }

    NetlinkMessage nested(int type, Runnable content) {
        int start = buffer.position();
        buffer.putShort((short) 0).putShort((short) (type | NLA_F_NESTED));
        content.run();
        buffer.putShort(start, (short) (buffer.position() - start));
        return this;
    }

    byte[] finished() {
        buffer.putInt(0, buffer.position());
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    /** Attributes from a place in a message on, by type; of equal ones the last. */
    static Map<Integer, ByteBuffer> attributes(ByteBuffer message, int from, int to) {
        var found = new HashMap<Integer, ByteBuffer>();
        int at = from;
        while (at + ATTRIBUTE_HEADER_BYTES <= to) {
            int length = Short.toUnsignedInt(message.getShort(at));
            if (length < ATTRIBUTE_HEADER_BYTES || at + length > to) {
                break;
            }
            found.put(
                    Short.toUnsignedInt(message.getShort(at + 2)) & NLA_TYPE_MASK,
                    message.slice(at + ATTRIBUTE_HEADER_BYTES, length - ATTRIBUTE_HEADER_BYTES)
                            .order(ByteOrder.nativeOrder()));
            at += (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        }
        return found;
    }

    static String text(ByteBuffer value) {
        byte[] bytes = bytes(value);
        int end = bytes.length > 0 && bytes[bytes.length - 1] == 0 ? bytes.length - 1 : bytes.length;
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    static String mac(ByteBuffer value) {
        return HexFormat.ofDelimiter(":").formatHex(bytes(value));
    }

    static String address(ByteBuffer value) {
        try {
            return InetAddress.getByAddress(bytes(value)).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("the kernel gave an address of " + value.remaining() + " bytes", e);
        }
    }

    private static byte[] bytes(ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        return bytes;
    }
}
