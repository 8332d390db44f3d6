package io.rutter.http.docker.container.body;

import io.rutter.engine.id.Cidr;

/** Whether a text is an address; names are not looked up. */
public final class Addresses {
    private Addresses() {}

    static boolean valid(String text) {
        return isIpv4(text) || isIpv6(text);
    }

    public static boolean isIpv4(String text) {
        try {
            Cidr.address(text);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static boolean isIpv6(String text) {
        return text.contains(":")
                && text.matches("[0-9a-fA-F:.]{2,45}")
                && text.indexOf("::") == text.lastIndexOf("::")
                && (text.contains("::") || text.chars().filter(c -> c == ':').count() == 7);
    }
}
