package io.rutter.deploy.host;

import io.rutter.deploy.Checkout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Where the engines of the whole-system tests live: a folder for each checkout, so that two may be tested side by side.
 * Short, since the sockets below it may have paths of 107 bytes. The script {@code sweep} knows the same name.
 */
public final class TestFolder {
    private static final Path ALL = Path.of("/tmp/rutter-it");
    private static final int NAME_DIGITS = 8;

    private TestFolder() {}

    /** @param name one engine's, or one test's */
    public static Path of(String name) {
        return ALL.resolve(checkout()).resolve(name);
    }

    private static String checkout() {
        try {
            byte[] root = Checkout.root().toString().getBytes(StandardCharsets.UTF_8);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(root);
            return HexFormat.of().formatHex(digest).substring(0, NAME_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
