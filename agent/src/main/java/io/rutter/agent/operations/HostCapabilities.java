package io.rutter.agent.operations;

import io.rutter.agent.linux.files.Cgroups;
import io.rutter.engine.assignment.HostFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the kernel of this host can limit, by the names that Docker's {@code info} has for it. */
final class HostCapabilities {
    private static final Path NET = Path.of("/proc/sys/net");

    /** What Docker warns of when it is missing, in its order. */
    private static final Map<String, String> WORDS = Map.of(
            "MemoryLimit", "No memory limit support",
            "SwapLimit", "No swap limit support",
            "OomKillDisable", "No oom kill disable support",
            "CpuCfsQuota", "No cpu cfs quota support",
            "CpuCfsPeriod", "No cpu cfs period support",
            "CPUShares", "No cpu shares support",
            "CPUSet", "No cpuset support",
            "IPv4Forwarding", "IPv4 forwarding is disabled",
            "BridgeNfIptables", "bridge-nf-call-iptables is disabled",
            "BridgeNfIp6tables", "bridge-nf-call-ip6tables is disabled");

    private static final List<String> ORDER = List.of(
            "MemoryLimit",
            "SwapLimit",
            "OomKillDisable",
            "CpuCfsQuota",
            "CpuCfsPeriod",
            "CPUShares",
            "CPUSet",
            "IPv4Forwarding",
            "BridgeNfIptables",
            "BridgeNfIp6tables");

    private HostCapabilities() {}

    static Map<String, Boolean> read(Cgroups cgroups) throws IOException {
        var found = new TreeMap<String, Boolean>(cgroups.unified() ? unified(cgroups.root()) : split(cgroups.root()));
        found.put("IPv4Forwarding", on(NET.resolve("ipv4/ip_forward")));
        found.put("BridgeNfIptables", on(NET.resolve("bridge/bridge-nf-call-iptables")));
        found.put("BridgeNfIp6tables", on(NET.resolve("bridge/bridge-nf-call-ip6tables")));
        return found;
    }

    /** One tree: a controller can all of its part, or is not there. */
    private static Map<String, Boolean> unified(Path root) throws IOException {
        Path file = root.resolve("cgroup.controllers");
        Set<String> controllers =
                Files.exists(file) ? Set.of(Files.readString(file).strip().split("\\s+")) : Set.of();
        boolean cpu = controllers.contains("cpu");
        boolean memory = controllers.contains("memory");
        return Map.of(
                "MemoryLimit",
                memory,
                "SwapLimit",
                memory,
                "OomKillDisable",
                false,
                "CpuCfsQuota",
                cpu,
                "CpuCfsPeriod",
                cpu,
                "CPUShares",
                cpu,
                "CPUSet",
                controllers.contains("cpuset"),
                "PidsLimit",
                controllers.contains("pids"),
                HostFacts.BLOCK_IO_WEIGHT,
                controllers.contains("io"));
    }

    /** A tree a controller: each limit is a file. */
    private static Map<String, Boolean> split(Path root) {
        return Map.of(
                "MemoryLimit",
                Files.exists(root.resolve("memory/memory.limit_in_bytes")),
                "SwapLimit",
                Files.exists(root.resolve("memory/memory.memsw.limit_in_bytes")),
                "OomKillDisable",
                Files.exists(root.resolve("memory/memory.oom_control")),
                "CpuCfsQuota",
                Files.exists(root.resolve("cpu/cpu.cfs_quota_us")),
                "CpuCfsPeriod",
                Files.exists(root.resolve("cpu/cpu.cfs_period_us")),
                "CPUShares",
                Files.exists(root.resolve("cpu/cpu.shares")),
                "CPUSet",
                Files.exists(root.resolve("cpuset/cpuset.cpus")),
                "PidsLimit",
                Files.isDirectory(root.resolve("pids")),
                HostFacts.BLOCK_IO_WEIGHT,
                Files.exists(root.resolve("blkio/blkio.weight")));
    }

    private static boolean on(Path file) throws IOException {
        return Files.isReadable(file) && Files.readString(file).strip().equals("1");
    }

    /** A sentence for each thing that is missing and that Docker would warn of. */
    static List<String> warnings(Map<String, Boolean> capabilities, boolean unified) {
        var warnings = new ArrayList<String>();
        for (String name : ORDER) {
            boolean meant = !unified || !name.equals("OomKillDisable");
            if (meant && !capabilities.getOrDefault(name, false)) {
                warnings.add("WARNING: " + WORDS.get(name));
            }
        }
        return warnings;
    }
}
