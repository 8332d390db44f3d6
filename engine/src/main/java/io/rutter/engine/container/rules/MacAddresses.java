package io.rutter.engine.container.rules;

import io.rutter.engine.id.Cidr;
import java.util.Locale;

/** Hardware addresses that follow from the address, so that nothing more has to be unique. */
final class MacAddresses {
    private MacAddresses() {}

    /** {@code 02:42} and the four octets, as Docker makes them; empty for no address. */
    static String fromIpv4(String ipv4) {
        if (ipv4.isEmpty()) {
            return "";
        }
        long address = Cidr.address(ipv4);
        return String.format(
                Locale.ROOT,
                "02:42:%02x:%02x:%02x:%02x",
                address >> 24 & 255,
                address >> 16 & 255,
                address >> 8 & 255,
                address & 255);
    }
}
