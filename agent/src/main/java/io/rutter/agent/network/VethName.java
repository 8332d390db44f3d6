package io.rutter.agent.network;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What the host's end of an endpoint is called: made of both ids, so that nothing needs to be remembered. */
final class VethName {
    private static final int DIGITS = 14;

    private VethName() {}

    static String of(String containerId, String networkId) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((containerId + " " + networkId).getBytes(StandardCharsets.UTF_8));
            return "v" + HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Whether a device may be one of ours; whose it is, is told by its bridge. */
    static boolean fits(String name) {
        return name.matches("v[0-9a-f]{14}");
    }
}
