package io.rutter.agent.operations;

import io.rutter.engine.assignment.HostFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the kernel of a host can limit or pass on. In the order in which Docker warns of what is missing. */
enum HostCapability {
    MEMORY_LIMIT("MemoryLimit", "No memory limit support", "memory/memory.limit_in_bytes", "memory"),
    SWAP_LIMIT("SwapLimit", "No swap limit support", "memory/memory.memsw.limit_in_bytes", "memory"),
    OOM_KILL_DISABLE("OomKillDisable", "No oom kill disable support", "memory/memory.oom_control", ""),
    CPU_QUOTA("CpuCfsQuota", "No cpu cfs quota support", "cpu/cpu.cfs_quota_us", "cpu"),
    CPU_PERIOD("CpuCfsPeriod", "No cpu cfs period support", "cpu/cpu.cfs_period_us", "cpu"),
    CPU_SHARES("CPUShares", "No cpu shares support", "cpu/cpu.shares", "cpu"),
    CPU_SET("CPUSet", "No cpuset support", "cpuset/cpuset.cpus", "cpuset"),
    PIDS_LIMIT("PidsLimit", "", "pids", "pids"),
    BLOCK_IO_WEIGHT(HostFacts.BLOCK_IO_WEIGHT, "", "blkio/blkio.weight", "io"),
    IPV4_FORWARDING("IPv4Forwarding", "IPv4 forwarding is disabled", "ipv4/ip_forward"),
    BRIDGE_NF_IPTABLES("BridgeNfIptables", "bridge-nf-call-iptables is disabled", "bridge/bridge-nf-call-iptables"),
    BRIDGE_NF_IP6TABLES("BridgeNfIp6tables", "bridge-nf-call-ip6tables is disabled", "bridge/bridge-nf-call-ip6tables"),
    IPV6(HostFacts.IPV6, "", new Evidence.Refusal("ipv6/conf/all/disable_ipv6"));

    private final String infoName;
    private final String words;
    private final Evidence evidence;

    /** Where a kernel shows that it can. */
    private sealed interface Evidence {
        /**
         * A limit of control groups.
         *
         * @param file of it, where each controller has a tree of its own
         * @param controller that has it, where there is one tree; empty where none has
         */
        record Limit(String file, String controller) implements Evidence {}

        /** A switch of the network, which may be off. */
        record Switch(String file) implements Evidence {}

        /** A switch of the network that turns something off. */
        record Refusal(String file) implements Evidence {}
    }

    /**
     * What is looked at.
     *
     * @param groups where control groups are mounted
     * @param unified whether they are one tree
     * @param network folder of the network's switches
     */
    record Kernel(Path groups, boolean unified, Path network) {
        static final Path NETWORK = Path.of("/proc/sys/net");

        private Set<String> controllers() throws IOException {
            Path file = groups.resolve("cgroup.controllers");
            return Files.exists(file) ? Set.of(Files.readString(file).strip().split("\\s+")) : Set.of();
        }
    }

    HostCapability(String infoName, String words, String file, String controller) {
        this(infoName, words, new Evidence.Limit(file, controller));
    }

    HostCapability(String infoName, String words, String networkSwitch) {
        this(infoName, words, new Evidence.Switch(networkSwitch));
    }

    HostCapability(String infoName, String words, Evidence evidence) {
        this.infoName = infoName;
        this.words = words;
        this.evidence = evidence;
    }

    /** Those that a kernel has. */
    static Set<HostCapability> of(Kernel kernel) throws IOException {
        Set<String> controllers = kernel.controllers();
        var found = EnumSet.noneOf(HostCapability.class);
        for (HostCapability each : values()) {
            boolean there = switch (each.evidence) {
                case Evidence.Limit limit when kernel.unified() -> controllers.contains(limit.controller());
                case Evidence.Limit limit -> Files.exists(kernel.groups().resolve(limit.file()));
                case Evidence.Switch network -> says("1", kernel.network().resolve(network.file()));
                case Evidence.Refusal network -> says("0", kernel.network().resolve(network.file()));
            };
            if (there) {
                found.add(each);
            }
        }
        return found;
    }

    private static boolean says(String word, Path file) throws IOException {
        return Files.isReadable(file) && Files.readString(file).strip().equals(word);
    }

    /** All, by the names that Docker's {@code info} has for them. */
    static Map<String, Boolean> byName(Set<HostCapability> found) {
        var all = new TreeMap<String, Boolean>();
        for (HostCapability each : values()) {
            all.put(each.infoName, found.contains(each));
        }
        return all;
    }

    /** A sentence for each that is missing and that Docker would warn of: not of what one tree of control groups never has. */
    static List<String> warnings(Set<HostCapability> found, boolean unified) {
        var warnings = new ArrayList<String>();
        for (HostCapability each : values()) {
            boolean never = unified
                    && each.evidence instanceof Evidence.Limit limit
                    && limit.controller().isEmpty();
            if (!each.words.isEmpty() && !never && !found.contains(each)) {
                warnings.add("WARNING: " + each.words);
            }
        }
        return warnings;
    }
}
