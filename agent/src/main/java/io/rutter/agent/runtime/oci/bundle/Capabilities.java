package io.rutter.agent.runtime.oci.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which capabilities a container's processes may have. */
public final class Capabilities {
    /** In the order of the kernel's numbers. */
    private static final List<String> ALL = List.of(
            "CAP_CHOWN",
            "CAP_DAC_OVERRIDE",
            "CAP_DAC_READ_SEARCH",
            "CAP_FOWNER",
            "CAP_FSETID",
            "CAP_KILL",
            "CAP_SETGID",
            "CAP_SETUID",
            "CAP_SETPCAP",
            "CAP_LINUX_IMMUTABLE",
            "CAP_NET_BIND_SERVICE",
            "CAP_NET_BROADCAST",
            "CAP_NET_ADMIN",
            "CAP_NET_RAW",
            "CAP_IPC_LOCK",
            "CAP_IPC_OWNER",
            "CAP_SYS_MODULE",
            "CAP_SYS_RAWIO",
            "CAP_SYS_CHROOT",
            "CAP_SYS_PTRACE",
            "CAP_SYS_PACCT",
            "CAP_SYS_ADMIN",
            "CAP_SYS_BOOT",
            "CAP_SYS_NICE",
            "CAP_SYS_RESOURCE",
            "CAP_SYS_TIME",
            "CAP_SYS_TTY_CONFIG",
            "CAP_MKNOD",
            "CAP_LEASE",
            "CAP_AUDIT_WRITE",
            "CAP_AUDIT_CONTROL",
            "CAP_SETFCAP",
            "CAP_MAC_OVERRIDE",
            "CAP_MAC_ADMIN",
            "CAP_SYSLOG",
            "CAP_WAKE_ALARM",
            "CAP_BLOCK_SUSPEND",
            "CAP_AUDIT_READ",
            "CAP_PERFMON",
            "CAP_BPF",
            "CAP_CHECKPOINT_RESTORE");

    private static final List<String> DEFAULT = List.of(
            "CAP_CHOWN",
            "CAP_DAC_OVERRIDE",
            "CAP_FSETID",
            "CAP_FOWNER",
            "CAP_MKNOD",
            "CAP_NET_RAW",
            "CAP_SETGID",
            "CAP_SETUID",
            "CAP_SETFCAP",
            "CAP_SETPCAP",
            "CAP_NET_BIND_SERVICE",
            "CAP_SYS_CHROOT",
            "CAP_KILL",
            "CAP_AUDIT_WRITE");

    private static final String EVERY = "ALL";

    private Capabilities() {}

    /** Those that the engine itself may hand out: a container host may have fewer than the kernel knows. */
    public static Set<String> ofHost() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("CapBnd:")) {
                long bits = Long.parseUnsignedLong(line.substring(7).strip(), 16);
                var names = new LinkedHashSet<String>();
                for (int number = 0; number < ALL.size(); number++) {
                    if ((bits >> number & 1) == 1) {
                        names.add(ALL.get(number));
                    }
                }
                return names;
            }
        }
        return Set.copyOf(ALL);
    }

    /** What is left of the default after adding and dropping, as Docker counts it. */
    public static List<String> of(boolean privileged, List<String> add, List<String> drop, Set<String> ofHost) {
        var result = new LinkedHashSet<String>();
        List<String> added = normal(add);
        List<String> dropped = normal(drop);
        if (privileged) {
            result.addAll(ofHost);
        } else if (added.contains(EVERY)) {
            result.addAll(ofHost);
            dropped.forEach(result::remove);
        } else {
            if (!dropped.contains(EVERY)) {
                result.addAll(DEFAULT);
                dropped.forEach(result::remove);
            }
            result.addAll(added);
        }
        result.remove(EVERY);
        return new ArrayList<>(result);
    }

    private static List<String> normal(List<String> names) {
        return names.stream()
                .map(name -> name.toUpperCase(Locale.ROOT))
                .map(name -> name.equals(EVERY) || name.startsWith("CAP_") ? name : "CAP_" + name)
                .toList();
    }
}
