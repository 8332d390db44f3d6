package io.rutter.agent.volume;

import io.rutter.agent.linux.files.Mounts.Flag;
import io.rutter.engine.entity.Problem;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Options of the driver {@code local}: a volume that is a mount of something else.
 *
 * @param type of the filesystem; {@code none} for a bind
 * @param device what is mounted
 * @param flags of the mount
 * @param data options that the filesystem itself reads
 */
public record LocalOptions(String type, String device, Set<Flag> flags, String data) {
    private static final List<String> KNOWN = List.of("type", "o", "device", "size");

    public LocalOptions {
        flags = Set.copyOf(flags);
    }

    /** Why options are no good, in Docker's words. Source: dockerd 20.10, the local volume driver. */
    public static Optional<Problem> check(Map<String, String> options) {
        for (String name : options.keySet()) {
            if (!KNOWN.contains(name)) {
                return Optional.of(new Problem.Invalid("invalid option: \"" + name + "\""));
            }
        }
        if (options.containsKey("size")) {
            return Optional.of(new Problem.Invalid("quota size requested but no quota support"));
        }
        for (String needed : List.of("device", "type")) {
            boolean wanted = options.keySet().stream().anyMatch(name -> !name.equals(needed));
            if (wanted && !options.containsKey(needed)) {
                return Optional.of(new Problem.Invalid("missing required option: \"" + needed + "\""));
            }
        }
        return Optional.empty();
    }

    /** What options mean; empty when the volume is a plain directory. */
    public static Optional<LocalOptions> of(Map<String, String> options) {
        if (!options.containsKey("device")) {
            return Optional.empty();
        }
        var flags = EnumSet.noneOf(Flag.class);
        var data = new ArrayList<String>();
        for (String word : options.getOrDefault("o", "").split(",")) {
            switch (word) {
                case "", "rw", "defaults" -> {}
                case "ro" -> flags.add(Flag.READ_ONLY);
                case "bind" -> flags.add(Flag.BIND);
                case "rbind" -> flags.addAll(Set.of(Flag.BIND, Flag.RECURSIVE));
                case "nosuid" -> flags.add(Flag.NO_SUID);
                case "nodev" -> flags.add(Flag.NO_DEV);
                case "noexec" -> flags.add(Flag.NO_EXEC);
                default -> data.add(word);
            }
        }
        return Optional.of(new LocalOptions(
                options.getOrDefault("type", "none"),
                options.getOrDefault("device", ""),
                flags,
                String.join(",", data)));
    }
}
