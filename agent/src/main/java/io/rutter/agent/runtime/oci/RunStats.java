package io.rutter.agent.runtime.oci;

import io.rutter.agent.linux.files.Cgroups;
import io.rutter.engine.assignment.ContainerOperations.Pressure;
import io.rutter.engine.assignment.ContainerOperations.Stats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a run uses, read from its control groups and its network devices. */
final class RunStats {
    private static final long NANOS_A_MICRO = 1_000;
    private static final long NANOS_A_TICK = 10_000_000;
    private static final int DEVICE_NUMBERS = 16;

    private final Cgroups cgroups;

    RunStats(Cgroups cgroups) {
        this.cgroups = cgroups;
    }

    Stats read(String group, int pid, Instant at) throws IOException {
        Cpu cpu = cgroups.unified() ? unifiedCpu(group) : oldCpu(group);
        Path memory = cgroups.directory("memory", group);
        boolean unified = cgroups.unified();
        Map<String, Long> memoryStat = Cgroups.fields(memory.resolve("memory.stat"));
        long limit = Cgroups.number(memory.resolve(unified ? "memory.max" : "memory.limit_in_bytes"))
                .orElse(Long.MAX_VALUE);
        long[] blocks = unified ? unifiedBlocks(group) : oldBlocks(group);
        return new Stats(
                at,
                cpu.total(),
                cpu.user(),
                cpu.system(),
                hostCpuNanos(),
                java.lang.Runtime.getRuntime().availableProcessors(),
                Cgroups.number(memory.resolve(unified ? "memory.current" : "memory.usage_in_bytes"))
                        .orElse(0L),
                Math.min(limit, hostMemoryBytes()),
                memoryStat,
                Cgroups.number(cgroups.directory("pids", group).resolve("pids.current"))
                        .orElse(0L),
                blocks[0],
                blocks[1],
                networks(pid),
                pressure(group));
    }

    private Pressure pressure(String group) {
        boolean unified = cgroups.unified();
        Map<String, Long> cpu = Cgroups.fields(cgroups.directory("cpu", group).resolve("cpu.stat"));
        Path memory = cgroups.directory("memory", group);
        long failures = unified
                ? Cgroups.fields(memory.resolve("memory.events")).getOrDefault("max", 0L)
                : Cgroups.number(memory.resolve("memory.failcnt")).orElse(0L);
        return new Pressure(
                cpu.getOrDefault("nr_periods", 0L),
                cpu.getOrDefault("nr_throttled", 0L),
                unified
                        ? cpu.getOrDefault("throttled_usec", 0L) * NANOS_A_MICRO
                        : cpu.getOrDefault("throttled_time", 0L),
                Cgroups.number(memory.resolve(unified ? "memory.peak" : "memory.max_usage_in_bytes"))
                        .orElse(0L),
                failures);
    }

    private record Cpu(long total, long user, long system) {}

    private Cpu unifiedCpu(String group) {
        Map<String, Long> stat = Cgroups.fields(cgroups.directory("", group).resolve("cpu.stat"));
        return new Cpu(
                stat.getOrDefault("usage_usec", 0L) * NANOS_A_MICRO,
                stat.getOrDefault("user_usec", 0L) * NANOS_A_MICRO,
                stat.getOrDefault("system_usec", 0L) * NANOS_A_MICRO);
    }

    private Cpu oldCpu(String group) {
        Path directory = cgroups.directory("cpuacct", group);
        Map<String, Long> stat = Cgroups.fields(directory.resolve("cpuacct.stat"));
        return new Cpu(
                Cgroups.number(directory.resolve("cpuacct.usage")).orElse(0L),
                stat.getOrDefault("user", 0L) * NANOS_A_TICK,
                stat.getOrDefault("system", 0L) * NANOS_A_TICK);
    }

    private long[] oldBlocks(String group) throws IOException {
        long[] sums = new long[2];
        Path file = cgroups.directory("blkio", group).resolve("blkio.throttle.io_service_bytes");
        for (String line : linesOf(file)) {
            String[] words = line.split(" ");
            if (words.length == 3 && words[1].equals("Read")) {
                sums[0] += Long.parseLong(words[2]);
            } else if (words.length == 3 && words[1].equals("Write")) {
                sums[1] += Long.parseLong(words[2]);
            }
        }
        return sums;
    }

    private long[] unifiedBlocks(String group) throws IOException {
        long[] sums = new long[2];
        for (String line : linesOf(cgroups.directory("", group).resolve("io.stat"))) {
            for (String word : line.split(" ")) {
                if (word.startsWith("rbytes=")) {
                    sums[0] += Long.parseLong(word.substring(7));
                } else if (word.startsWith("wbytes=")) {
                    sums[1] += Long.parseLong(word.substring(7));
                }
            }
        }
        return sums;
    }

    private static List<String> linesOf(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** All processors' time in all states, as the clock against which a container's share is counted. */
    private static long hostCpuNanos() throws IOException {
        String[] words = Files.readAllLines(Path.of("/proc/stat")).getFirst().split(" +");
        long ticks = 0;
        for (int i = 1; i < Math.min(words.length, 9); i++) {
            ticks += Long.parseLong(words[i]);
        }
        return ticks * NANOS_A_TICK;
    }

    private static long hostMemoryBytes() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/meminfo")).getFirst();
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
    }

    /** By device: received bytes, packets, errors, drops; sent bytes, packets, errors, drops. */
    private static Map<String, long[]> networks(int pid) throws IOException {
        var found = new HashMap<String, long[]>();
        for (String line : linesOf(Path.of("/proc/" + pid + "/net/dev"))) {
            int colon = line.indexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon).strip();
            if (!name.isEmpty() && !name.equals("lo")) {
                String[] words = line.substring(colon + 1).strip().split(" +");
                if (words.length >= DEVICE_NUMBERS) {
                    long[] numbers = new long[8];
                    for (int i = 0; i < 4; i++) {
                        numbers[i] = Long.parseLong(words[i]);
                        numbers[i + 4] = Long.parseLong(words[i + 8]);
                    }
                    found.put(name, numbers);
                }
            }
        }
        return found;
    }
}
