package io.rutter.http.docker.container.body;

import io.rutter.http.docker.common.Refused;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code --tmpfs} may say. */
final class TmpfsRules {
    private static final Set<String> FLAGS = Set.of(
            "defaults",
            "ro",
            "rw",
            "suid",
            "nosuid",
            "dev",
            "nodev",
            "exec",
            "noexec",
            "sync",
            "async",
            "dirsync",
            "remount",
            "mand",
            "nomand",
            "atime",
            "noatime",
            "diratime",
            "nodiratime",
            "relatime",
            "norelatime",
            "strictatime",
            "nostrictatime",
            "private",
            "rprivate",
            "shared",
            "rshared",
            "slave",
            "rslave");
    private static final Set<String> VALUES = Set.of("size", "mode", "uid", "gid", "nr_inodes", "nr_blocks", "mpol");

    private TmpfsRules() {}

    static void check(Map<String, String> tmpfs) {
        tmpfs.forEach((path, options) -> {
            if (!path.startsWith("/")) {
                throw Refused.invalid("invalid mount path: '" + path + "' mount path must be absolute");
            }
            List<String> unknown = options.isEmpty()
                    ? List.of()
                    : Arrays.stream(options.split(",", -1))
                            .filter(option -> !known(option))
                            .toList();
            if (!unknown.isEmpty()) {
                throw Refused.invalid("invalid tmpfs option "
                        + unknown.stream().map(word -> "\"" + word + "\"").collect(Collectors.joining(" ", "[", "]")));
            }
        });
    }

    private static boolean known(String option) {
        int equals = option.indexOf('=');
        return equals < 0 ? FLAGS.contains(option) : VALUES.contains(option.substring(0, equals));
    }
}
