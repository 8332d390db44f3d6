package io.rutter.agent.runtime.oci;

import io.rutter.agent.linux.files.Cgroups;
import io.rutter.agent.linux.process.Pidfds;
import io.rutter.agent.linux.process.ProcessIdentity;
import io.rutter.agent.linux.process.Signals;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The control groups of runs: freezing, killing what is left, taking the group away. No program is started for it. */
final class RunGroups {
    private static final Duration FREEZE_LIMIT = Duration.ofSeconds(10);
    private static final Duration EMPTY_LIMIT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(2);
    private static final String FREEZER = "freezer";
    /** Each run has a group under this one, unless its container names a parent. */
    private static final String PARENT = "/rutter";

    private final Cgroups cgroups;

    RunGroups(Cgroups cgroups) {
        this.cgroups = cgroups;
    }

    Cgroups cgroups() {
        return cgroups;
    }

    /** @param parent as the user named it; empty for ours */
    static String path(String parent, String runtimeId) {
        String above = parent.isEmpty() ? PARENT : parent.startsWith("/") ? parent : "/" + parent;
        return above + "/" + runtimeId;
    }

    void freeze(String group, boolean on) throws IOException {
        Path directory = cgroups.directory(FREEZER, group);
        Path wanted = directory.resolve(cgroups.unified() ? "cgroup.freeze" : "freezer.state");
        String frozen = cgroups.unified() ? "1" : "FROZEN";
        String thawed = cgroups.unified() ? "0" : "THAWED";
        Files.writeString(wanted, on ? frozen : thawed);
        long deadline = System.nanoTime() + FREEZE_LIMIT.toNanos();
        while (on && !isFrozen(group)) {
            if (System.nanoTime() > deadline) {
                Files.writeString(wanted, thawed);
                throw new IOException("the processes of " + group + " did not stop within " + FREEZE_LIMIT);
            }
            if (!cgroups.unified()) {
                Files.writeString(wanted, frozen);
            }
            rest();
        }
    }

    boolean isFrozen(String group) throws IOException {
        Path directory = cgroups.directory(FREEZER, group);
        try {
            return cgroups.unified()
                    ? Cgroups.fields(directory.resolve("cgroup.events")).getOrDefault("frozen", 0L) == 1
                    : Files.readString(directory.resolve("freezer.state"))
                            .strip()
                            .equals("FROZEN");
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    List<Integer> processes(String group) throws IOException {
        return cgroups.processes("pids", group);
    }

    /** As many processes as the host has room for: the runtimes have no number for that. */
    void liftProcessLimit(String group) throws IOException {
        Files.writeString(cgroups.directory("pids", group).resolve("pids.max"), "max");
    }

    long oomKills(String group) {
        return cgroups.oomKills(group);
    }

    /** Whether a process is in a group, which no stranger that has got the same pid is. */
    boolean holds(String group, int pid) throws IOException {
        Optional<String> actual = cgroups.groupOf(pid, "pids");
        return actual.isPresent() && (actual.get().equals(group) || actual.get().startsWith(group + "/"));
    }

    /** Kills what has outlived the main process: only those that share the host's process ids can. */
    void killAll(String group) throws IOException {
        Path atOnce = cgroups.directory("pids", group).resolve("cgroup.kill");
        if (cgroups.unified() && Files.exists(atOnce)) {
            Files.writeString(atOnce, "1");
            return;
        }
        for (int pid : processes(group)) {
            Optional<ProcessIdentity> identity = ProcessIdentity.of(pid);
            if (identity.isPresent() && holds(group, pid)) {
                Pidfds.signal(identity.get(), Signals.SIGKILL);
            }
        }
    }

    /** Takes the group away from every tree, once it is empty. */
    void remove(String group) throws IOException {
        long deadline = System.nanoTime() + EMPTY_LIMIT.toNanos();
        var directories = directories(group);
        while (!directories.isEmpty()) {
            directories.removeIf(RunGroups::removed);
            if (!directories.isEmpty()) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("the control group " + group + " is still in use");
                }
                killAll(group);
                rest();
            }
        }
    }

    private List<Path> directories(String group) throws IOException {
        var trees = new ArrayList<Path>();
        if (cgroups.unified()) {
            trees.add(cgroups.directory("", group));
        } else {
            try (Stream<Path> controllers = Files.list(cgroups.root())) {
                controllers
                        .filter(Files::isDirectory)
                        .filter(path -> !Files.isSymbolicLink(path))
                        .forEach(path -> trees.add(path.resolve(group.substring(1))));
            }
        }
        var all = new ArrayList<Path>();
        for (Path tree : trees) {
            if (Files.isDirectory(tree)) {
                try (Stream<Path> below = Files.walk(tree)) {
                    below.filter(Files::isDirectory).forEach(all::add);
                }
            }
        }
        all.sort(Comparator.comparingInt(Path::getNameCount).reversed());
        return all;
    }

    private static boolean removed(Path directory) {
        try {
            Files.deleteIfExists(directory);
            return true;
        } catch (DirectoryNotEmptyException e) {
            return false;
        } catch (FileSystemException e) {
            return !Files.exists(directory);
        } catch (IOException e) {
            return false;
        }
    }

    private static void rest() throws IOException {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException("interrupted while waiting for a control group");
        }
    }
}
