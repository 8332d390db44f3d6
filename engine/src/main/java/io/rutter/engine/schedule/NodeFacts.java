package io.rutter.engine.schedule;

import io.rutter.engine.node.Node.LiveNode;
import io.rutter.engine.service.spec.Constraint;
import java.util.Locale;

/** What a node answers to a constraint's key. */
final class NodeFacts {
    private NodeFacts() {}

    /** Empty for a label that it does not have and for a key that nobody knows. */
    static String of(LiveNode node, String key) {
        if (key.startsWith(Constraint.NODE_LABEL)) {
            return node.spec().labels().getOrDefault(key.substring(Constraint.NODE_LABEL.length()), "");
        }
        if (key.startsWith(Constraint.ENGINE_LABEL)) {
            return node.description().engineLabels().getOrDefault(key.substring(Constraint.ENGINE_LABEL.length()), "");
        }
        return switch (key) {
            case "node.id" -> node.id();
            case "node.hostname" -> node.description().hostname();
            case "node.ip" -> node.description().address();
            case "node.role" -> node.spec().role().word();
            case "node.platform.os" -> node.description().os();
            case "node.platform.arch" -> node.description().architecture();
            default -> "";
        };
    }

    /** One name for what goes by several. */
    static String architecture(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "x86_64", "amd64" -> "amd64";
            case "aarch64", "arm64" -> "arm64";
            case "i386", "i686", "386" -> "386";
            default -> name.toLowerCase(Locale.ROOT);
        };
    }
}
