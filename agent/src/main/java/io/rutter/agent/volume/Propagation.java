package io.rutter.agent.volume;

import io.rutter.agent.linux.files.MountEntry;
import io.rutter.agent.linux.files.Mounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** Whether later mounts can travel between a container and the mount of the host that a bind comes from. */
final class Propagation {
    private Propagation() {}

    /** In Docker's words; empty when they can, or need not. */
    static String refusal(Path source, String wanted) throws IOException {
        return switch (wanted) {
            case "shared", "rshared", "slave", "rslave" -> refusal(source.toRealPath(), wanted, Mounts.table());
            default -> "";
        };
    }

    static String refusal(Path source, String wanted, List<MountEntry> table) {
        MountEntry mount = table.stream()
                .filter(entry -> source.startsWith(entry.target()))
                .max(Comparator.comparingInt(
                                (MountEntry entry) -> entry.target().getNameCount())
                        .thenComparingInt(MountEntry::id))
                .orElseThrow(() -> new IllegalStateException("nothing is mounted on /"));
        boolean shared = mount.propagation().contains("shared:");
        boolean slave = mount.propagation().contains("master:");
        String words = "path " + source + " is mounted on " + mount.target() + " but it is not a shared ";
        if (wanted.endsWith("shared")) {
            return shared ? "" : words + "mount";
        }
        return shared || slave ? "" : words + "or slave mount";
    }
}
