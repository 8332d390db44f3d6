package io.rutter.agent.operations;

import io.rutter.agent.linux.files.Cgroups;
import io.rutter.agent.runtime.Runtime;
import io.rutter.engine.assignment.HostFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what a host is from its files. */
public final class HostReading {
    private static final Path PROC = Path.of("/proc");

    private HostReading() {}

    public static HostFacts read(Runtime.Facts runtime, Path dataRoot) throws IOException {
        Map<String, String> release = release();
        Cgroups cgroups = Cgroups.detect();
        boolean unified = cgroups.unified();
        Set<HostCapability> capabilities =
                HostCapability.of(new HostCapability.Kernel(cgroups.root(), unified, HostCapability.Kernel.NETWORK));
        return new HostFacts(
                text("sys/kernel/hostname"),
                bootId(),
                text("sys/kernel/osrelease"),
                release.getOrDefault("PRETTY_NAME", "Linux"),
                release.getOrDefault("VERSION_ID", ""),
                architecture(),
                java.lang.Runtime.getRuntime().availableProcessors(),
                memoryBytes(),
                unified ? "2" : "1",
                "cgroupfs",
                runtime.name(),
                runtime.versions(),
                runtime.conmonVersion(),
                runtime.initBinary(),
                dataRoot.toString(),
                unified
                        ? List.of("name=seccomp,profile=builtin", "name=cgroupns")
                        : List.of("name=seccomp,profile=builtin"),
                HostCapability.byName(capabilities),
                HostCapability.warnings(capabilities, unified));
    }

    /** Changes with each boot. */
    public static String bootId() throws IOException {
        return text("sys/kernel/random/boot_id");
    }

    private static String text(String name) throws IOException {
        return Files.readString(PROC.resolve(name)).strip();
    }

    private static String architecture() {
        String name = System.getProperty("os.arch");
        return name.equals("amd64") ? "x86_64" : name;
    }

    private static long memoryBytes() throws IOException {
        for (String line : Files.readAllLines(PROC.resolve("meminfo"))) {
            if (line.startsWith("MemTotal:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
            }
        }
        throw new IOException("/proc/meminfo tells no MemTotal");
    }

    private static Map<String, String> release() throws IOException {
        var values = new java.util.HashMap<String, String>();
        Path file = Path.of("/etc/os-release");
        if (Files.isReadable(file)) {
            for (String line : Files.readAllLines(file)) {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    values.put(
                            line.substring(0, equals),
                            line.substring(equals + 1).replace("\"", ""));
                }
            }
        }
        return values;
    }
}
