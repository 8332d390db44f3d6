package io.rutter.agent.image.files;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** SHA-256 digests as images write them. */
public final class Digests {
    public static final String PREFIX = "sha256:";

    private static final Pattern SHAPE = Pattern.compile("sha256:[0-9a-f]{64}");

    private Digests() {}

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** {@code sha256:} and the digest of these bytes. */
    public static String of(byte[] bytes) {
        return text(sha256().digest(bytes));
    }

    public static String text(byte[] digest) {
        return PREFIX + HexFormat.of().formatHex(digest);
    }

    public static boolean wellFormed(String digest) {
        return SHAPE.matcher(digest).matches();
    }

    /** The digits without the algorithm. */
    public static String hex(String digest) {
        if (!wellFormed(digest)) {
            throw new IllegalArgumentException("not a digest: " + digest);
        }
        return digest.substring(PREFIX.length());
    }
}
