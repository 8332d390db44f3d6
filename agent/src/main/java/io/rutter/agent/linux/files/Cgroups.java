package io.rutter.agent.linux.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Control groups of the host, in the old layout (a tree for each controller), the new one (one tree), or both beside each other.
 *
 * @param unified whether the new layout is the only one
 * @param hybrid whether the new layout is mounted beside the old, which some runtimes do not like
 * @param root where the tree or trees are mounted
 */
public record Cgroups(boolean unified, boolean hybrid, Path root) {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");
    private static final Path HYBRID = ROOT.resolve("unified");

    /** Looks at how this host has them. */
    public static Cgroups detect() throws IOException {
        List<MountEntry> table = Mounts.table();
        boolean unified = table.stream()
                .anyMatch(entry -> entry.target().equals(ROOT) && entry.type().equals("cgroup2"));
        boolean hybrid = table.stream()
                .anyMatch(entry -> entry.target().equals(HYBRID) && entry.type().equals("cgroup2"));
        return new Cgroups(unified, hybrid, ROOT);
    }

    /** Whether the new layout beside the old one has any controller. */
    public boolean secondHasControllers() throws IOException {
        Path file = HYBRID.resolve("cgroup.controllers");
        return Files.exists(file) && !Files.readString(file).isBlank();
    }

    /** {@code 2} or {@code 1}, as Docker's info says it. */
    public String version() {
        return unified ? "2" : "1";
    }

    /** Where a controller's files for a group lie. */
    public Path directory(String controller, String group) {
        String relative = group.startsWith("/") ? group.substring(1) : group;
        return unified ? root.resolve(relative) : root.resolve(controller).resolve(relative);
    }

    /** The group in which a process is for a controller; empty when the process or the controller is not there. */
    public Optional<String> groupOf(int pid, String controller) throws IOException {
        Path file = Path.of("/proc/" + pid + "/cgroup");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        for (String line : Files.readAllLines(file)) {
            String[] parts = line.split(":", 3);
            if (unified ? parts[1].isEmpty() : List.of(parts[1].split(",")).contains(controller)) {
                return Optional.of(parts[2]);
            }
        }
        return Optional.empty();
    }

    /** How often the kernel has killed a process of a group for want of memory; 0 when the group is gone. */
    public long oomKills(String group) {
        Path directory = directory("memory", group);
        return fields(directory.resolve(unified ? "memory.events" : "memory.oom_control"))
                .getOrDefault("oom_kill", 0L);
    }

    /** Lines of a name and a number, such as memory.stat; empty when the file is not there. */
    public static Map<String, Long> fields(Path file) {
        var found = new HashMap<String, Long>();
        try {
            for (String line : Files.readAllLines(file)) {
                int space = line.lastIndexOf(' ');
                if (space > 0) {
                    found.put(line.substring(0, space), Long.parseUnsignedLong(line.substring(space + 1)));
                }
            }
        } catch (IOException | NumberFormatException e) {
            return found;
        }
        return found;
    }

    /** A file of one number; empty when it is not there or says {@code max}. */
    public static Optional<Long> number(Path file) {
        try {
            return Optional.of(Long.parseUnsignedLong(Files.readString(file).strip()));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** All pids in a group and the groups below it. */
    public List<Integer> processes(String controller, String group) throws IOException {
        Path directory = directory(controller, group);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.walk(directory)) {
            return files.filter(file -> file.endsWith("cgroup.procs"))
                    .flatMap(Cgroups::lines)
                    .map(Integer::valueOf)
                    .distinct()
                    .sorted()
                    .toList();
        } catch (java.io.UncheckedIOException e) {
            return List.of();
        }
    }

    private static java.util.stream.Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            return java.util.stream.Stream.empty();
        }
    }
}
