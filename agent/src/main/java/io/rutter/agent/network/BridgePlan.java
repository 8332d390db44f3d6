package io.rutter.agent.network;

import io.rutter.agent.network.rules.Picture.BridgeRules;
import io.rutter.engine.assignment.NetworkAssignment;
import io.rutter.engine.id.Cidr;
import io.rutter.engine.network.NetworkSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A bridge as it shall be.
 *
 * @param gateways its own addresses with prefix lengths
 * @param mtuBytes 0 for the kernel's choice
 * @param rules how the firewall treats it
 */
record BridgePlan(String networkId, String name, List<Gateway> gateways, int mtuBytes, BridgeRules rules) {
    private static final String OPTION = "com.docker.network.bridge.";
    private static final Pattern DEVICE_NAME = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9_.-]{1,15}");
    private static final int NAMED_DIGITS = 12;

    /** An address of the bridge. */
    record Gateway(String address, int prefixLength) {}

    /**
     * What a network wants of its node.
     *
     * @param defaultBridge name of the bridge of the network {@code bridge}, one for each engine on the host
     * @return empty for a network without a bridge
     */
    static Optional<BridgePlan> of(NetworkAssignment network, String defaultBridge) {
        NetworkSpec spec = network.spec();
        return switch (spec.driver()) {
            case "host", "null", "none" -> Optional.empty();
            default -> {
                Map<String, String> options = spec.options();
                String name = nameOf(network, defaultBridge);
                var subnets = spec.pools().stream()
                        .map(NetworkSpec.Pool::subnet)
                        .filter(subnet -> !subnet.contains(":"))
                        .toList();
                var rules = new BridgeRules(
                        name,
                        subnets,
                        spec.internal(),
                        flag(options, OPTION + "enable_icc"),
                        flag(options, OPTION + "enable_ip_masquerade"));
                yield Optional.of(new BridgePlan(network.id(), name, gateways(spec), mtu(options), rules));
            }
        };
    }

    private static String nameOf(NetworkAssignment network, String defaultBridge) {
        NetworkSpec spec = network.spec();
        if (spec.name().equals("bridge")) {
            return defaultBridge;
        }
        String asked = spec.options().getOrDefault(OPTION + "name", "");
        return DEVICE_NAME.matcher(asked).matches()
                ? asked
                : "br-" + network.id().substring(0, NAMED_DIGITS);
    }

    private static List<Gateway> gateways(NetworkSpec spec) {
        return spec.pools().stream()
                .filter(pool -> !pool.subnet().contains(":") && !pool.gateway().isEmpty())
                .map(pool ->
                        new Gateway(pool.gateway(), Cidr.parse(pool.subnet()).prefixLength()))
                .toList();
    }

    private static boolean flag(Map<String, String> options, String name) {
        return !options.getOrDefault(name, "true").equalsIgnoreCase("false");
    }

    private static int mtu(Map<String, String> options) {
        String text = options.getOrDefault("com.docker.network.driver.mtu", "");
        return text.matches("[0-9]{2,5}") ? Integer.parseInt(text) : 0;
    }
}
