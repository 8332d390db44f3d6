package io.rutter.agent.network;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Names and addresses of devices, made of the ids that they belong to, so that nothing needs to be remembered. */
final class DeviceNames {
    private static final int DIGITS = 14;
    private static final int MAC_REST_OCTETS = 4;

    private DeviceNames() {}

    /** The host's end of an endpoint. */
    static String veth(String containerId, String networkId) {
        return "v" + hash(containerId + " " + networkId).substring(0, DIGITS);
    }

    /**
     * The address of a network's bridge. Without one of its own a bridge takes the lowest of its ports and changes it as they come
     * and go, under the hands of those who know it.
     */
    static String bridgeMac(String networkId) {
        String digits = hash(networkId);
        return "02:42:"
                + IntStream.range(0, MAC_REST_OCTETS)
                        .mapToObj(i -> digits.substring(2 * i, 2 * i + 2))
                        .collect(Collectors.joining(":"));
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Whether a device may be the host's end of one of our endpoints; whose it is, is told by its bridge. */
    static boolean isVeth(String name) {
        return name.matches("v[0-9a-f]{14}");
    }
}
