package io.rutter.http.docker.network;

import io.rutter.engine.entity.Problem;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.docker.container.body.Addresses;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Options of the bridge driver, which the kernel would refuse only when the network is made. */
final class BridgeOptions {
    private static final String NAME = "com.docker.network.bridge.name";
    private static final String MTU = "com.docker.network.driver.mtu";
    private static final Set<String> SWITCHES =
            Set.of("com.docker.network.bridge.enable_icc", "com.docker.network.bridge.enable_ip_masquerade");
    private static final String HOST_BINDING = "com.docker.network.bridge.host_binding_ipv4";
    private static final String WITHOUT_ADDRESS = "com.docker.network.bridge.inhibit_ipv4";
    private static final Set<String> TRUTHS =
            Set.of("1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False");
    /** What the kernel takes as the name of a device. */
    private static final Pattern DEVICE = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9_.-]{1,15}");

    private static final int SMALLEST_MTU_BYTES = 68;
    private static final int LARGEST_MTU_BYTES = 65_535;

    private BridgeOptions() {}

    static void check(Map<String, String> options) {
        String name = options.getOrDefault(NAME, "");
        if (!name.isEmpty() && !DEVICE.matcher(name).matches()) {
            throw Refused.invalid("invalid bridge name " + name + ": a device has 1 to 15 letters, digits, _ . or -");
        }
        String mtu = options.getOrDefault(MTU, "0");
        if (!mtu.matches("[+-]?\\d{1,9}")) {
            throw Refused.invalid("failed to parse " + MTU + " value: " + mtu + " (strconv.Atoi: parsing \"" + mtu
                    + "\": invalid syntax)");
        }
        if (!isMtu(Integer.parseInt(mtu))) {
            throw Refused.invalid(
                    "invalid mtu " + mtu + ": it must be from " + SMALLEST_MTU_BYTES + " to " + LARGEST_MTU_BYTES);
        }
        SWITCHES.forEach(option -> truth(option, options.getOrDefault(option, "true")));
        addresses(options);
    }

    private static boolean truth(String option, String given) {
        if (!TRUTHS.contains(given)) {
            throw Refused.invalid("failed to parse " + option + " value: " + given + " (strconv.ParseBool: parsing \""
                    + given + "\": invalid syntax)");
        }
        return given.startsWith("1") || given.toLowerCase(Locale.ROOT).startsWith("t");
    }

    private static void addresses(Map<String, String> options) {
        String address = options.getOrDefault(HOST_BINDING, "");
        if (!address.isEmpty() && !Addresses.isIpv4(address)) {
            throw Refused.invalid("failed to parse " + HOST_BINDING + " value: " + address + " (nil ip)");
        }
        if (truth(WITHOUT_ADDRESS, options.getOrDefault(WITHOUT_ADDRESS, "false"))) {
            throw new Refused(new Problem.Missing(
                    WITHOUT_ADDRESS + " is not there yet: a bridge has its network's gateway as address"));
        }
    }

    private static boolean isMtu(int bytes) {
        return bytes == 0 || bytes >= SMALLEST_MTU_BYTES && bytes <= LARGEST_MTU_BYTES;
    }
}
