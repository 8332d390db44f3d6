package io.rutter.http.tls;

import java.nio.ByteBuffer;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Private keys as tools write them: PKCS #8, and the older forms of RSA (PKCS #1) and of elliptic curves (SEC 1). */
final class KeyBlock {
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int CURVE = 0xa0;
    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};
    /** 1.2.840.113549.1.1.1 with its empty parameters. */
    private static final byte[] RSA = {
        0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00
    };
    /** 1.2.840.10045.2.1; the curve follows. */
    private static final byte[] EC = {0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x02, 0x01};

    private KeyBlock() {}

    static boolean isKey(Pem block) {
        return block.label().endsWith("PRIVATE KEY");
    }

    /** Null where it is of no kind that is known here. */
    static @Nullable PrivateKey key(Pem block) throws NoSuchAlgorithmException {
        byte[] encoded = switch (block.label()) {
            case "RSA PRIVATE KEY" -> der(SEQUENCE, VERSION_0, RSA, der(OCTETS, block.der()));
            case "EC PRIVATE KEY" ->
                der(SEQUENCE, VERSION_0, der(SEQUENCE, EC, curve(block.der())), der(OCTETS, block.der()));
            default -> block.der();
        };
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (InvalidKeySpecException _) {
                // Another algorithm's.
            }
        }
        return null;
    }

    /** The curve's name in {@code SEQUENCE {version, octets, [0] curve, …}}; empty where it is missing or damaged. */
    private static byte[] curve(byte[] key) {
        ByteBuffer in = ByteBuffer.wrap(key);
        if (in.remaining() < 2 || (in.get() & 0xff) != SEQUENCE) {
            return new byte[0];
        }
        length(in);
        while (in.remaining() >= 2) {
            int tag = in.get() & 0xff;
            int length = length(in);
            if (length < 0 || length > in.remaining()) {
                break;
            }
            byte[] content = new byte[length];
            in.get(content);
            if (tag == CURVE) {
                return content;
            }
        }
        return new byte[0];
    }

    private static int length(ByteBuffer in) {
        int first = in.get() & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7f); i++) {
            length = in.hasRemaining() ? length << 8 | in.get() & 0xff : -1;
        }
        return length;
    }

    private static byte[] der(int tag, byte[]... contents) {
        int size = 0;
        for (byte[] content : contents) {
            size += content.length;
        }
        ByteBuffer out = ByteBuffer.allocate(size + 6);
        out.put((byte) tag).put((byte) 0x84).putInt(size);
        for (byte[] content : contents) {
            out.put(content);
        }
        return out.array();
    }
}
