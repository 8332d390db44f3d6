package io.rutter.agent.network;

import io.rutter.agent.network.rules.RuleBook;
import java.nio.file.Path;

/**
 * Where an engine's networks live on a host. What is made of the log's id keeps engines on one host apart.
 *
 * @param logId at least eight letters and digits
 * @param execRoot folder that does not outlive a boot
 * @param hostResolvConf usually {@code /etc/resolv.conf}
 */
public record NetworkHome(String logId, Path execRoot, Path hostResolvConf) {
    private static final int TABLE_DIGITS = 8;
    private static final int BRIDGE_DIGITS = 4;

    Path namespaces() {
        return execRoot.resolve("netns");
    }

    Path bridges() {
        return execRoot.resolve("bridges");
    }

    RuleBook ruleBook() {
        return new RuleBook("rutter-" + logId.substring(0, TABLE_DIGITS));
    }

    /** Name of the bridge of the network {@code bridge}. */
    public String defaultBridge() {
        return "rtr0-" + logId.substring(0, BRIDGE_DIGITS);
    }
}
