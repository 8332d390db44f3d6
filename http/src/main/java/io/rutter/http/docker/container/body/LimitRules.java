package io.rutter.http.docker.container.body;

import io.rutter.engine.assignment.HostFacts;
import io.rutter.engine.container.spec.Resources;
import io.rutter.http.docker.common.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which limits make no sense, or cannot be had on this host. */
final class LimitRules {
    private static final long LEAST_MEMORY_BYTES = 6L << 20;
    private static final long NANOS_A_CPU = 1_000_000_000L;
    private static final long LEAST_NANO_CPUS = NANOS_A_CPU / 100;
    private static final long LEAST_CFS_MICROS = 1_000;
    private static final long MOST_CFS_PERIOD_MICROS = 1_000_000;
    private static final long LEAST_CPU_SHARES = 2;
    private static final long MOST_CPU_SHARES = 262_144;
    private static final int LEAST_WEIGHT = 10;
    private static final int MOST_WEIGHT = 1000;
    private static final int MOST_SWAPPINESS = 100;
    private static final Pattern CPU_LIST = Pattern.compile("\\d{1,4}(-\\d{1,4})?(,\\d{1,4}(-\\d{1,4})?)*");

    private final HostFacts facts;

    LimitRules(HostFacts facts) {
        this.facts = facts;
    }

    List<String> check(Resources limits) {
        memory(limits);
        processor(limits);
        cpuset("cpuset cpus", "CPUs", limits.cpusetCpus(), facts.cpus());
        cpuset("cpuset mems", "memory nodes", limits.cpusetMems(), 1);
        blocks(limits);
        var warnings = new ArrayList<String>();
        if (limits.blkioWeight() != 0 && !weighs()) {
            warnings.add(
                    "Your kernel does not support Block I/O weight or the cgroup is not mounted. Weight discarded.");
        }
        if (!limits.blockLimits().weights().isEmpty() && !weighs()) {
            warnings.add(
                    "Your kernel does not support Block I/O weight_device or the cgroup is not mounted. Weight-device"
                            + " discarded.");
        }
        if (Boolean.TRUE.equals(limits.oomKillDisable()) && limits.memoryBytes() == 0) {
            warnings.add("OOM killer is disabled for the container, but no memory limit is set, this can result in the"
                    + " system running out of resources.");
        }
        return warnings;
    }

    /**
     * What of the limits this host can hold, with Docker's defaults for what was left open.
     *
     * @param none how it is kept that there is no limit of processes: an update must take away one that was there
     */
    Resources settled(Resources limits, @Nullable Long none) {
        boolean unsaidSwap = limits.memoryBytes() > 0 && limits.memorySwapBytes() == 0;
        Long pids = limits.pidsLimit();
        boolean canSpare = facts.cgroupVersion().equals("1");
        Resources settled = limits.withDefaults(
                unsaidSwap ? limits.memoryBytes() * 2 : limits.memorySwapBytes(),
                canSpare ? limits.oomKillDisable() : null,
                pids == null || pids > 0 ? pids : none);
        return weighs() ? settled : settled.withBlocks(0, settled.blockLimits().withoutWeights());
    }

    /** Whether the kernel shares a device's time by weight; what it can't do is discarded with a warning. */
    private boolean weighs() {
        return facts.can(HostFacts.BLOCK_IO_WEIGHT);
    }

    private void blocks(Resources limits) {
        if (limits.blkioWeight() > 0
                && weighs()
                && (limits.blkioWeight() < LEAST_WEIGHT || limits.blkioWeight() > MOST_WEIGHT)) {
            throw Refused.invalid("Range of blkio weight is from " + LEAST_WEIGHT + " to " + MOST_WEIGHT);
        }
    }

    private static void memory(Resources limits) {
        long memory = limits.memoryBytes();
        long swap = limits.memorySwapBytes();
        if (memory != 0 && memory < LEAST_MEMORY_BYTES) {
            throw Refused.invalid("Minimum memory limit allowed is 6MB");
        }
        if (memory > 0 && swap > 0 && swap < memory) {
            throw Refused.invalid("Minimum memoryswap limit should be larger than memory limit, see usage");
        }
        if (memory == 0 && swap > 0) {
            throw Refused.invalid("You should always set the Memory limit when using Memoryswap limit, see usage");
        }
        Long swappiness = limits.memorySwappiness();
        if (swappiness != null && (swappiness < 0 || swappiness > MOST_SWAPPINESS)) {
            throw Refused.invalid(
                    "Invalid value: " + swappiness + ", valid memory swappiness range is 0-" + MOST_SWAPPINESS);
        }
        long reservation = limits.memoryReservationBytes();
        if (reservation != 0 && reservation < LEAST_MEMORY_BYTES) {
            throw Refused.invalid("Minimum memory reservation allowed is 6MB");
        }
        if (memory > 0 && memory < reservation) {
            throw Refused.invalid("Minimum memory limit can not be less than memory reservation limit, see usage");
        }
    }

    private void processor(Resources limits) {
        long nanos = limits.nanoCpus();
        if (nanos != 0 && limits.cpuPeriodMicros() != 0) {
            throw Refused.invalid("Conflicting options: Nano CPUs and CPU Period cannot both be set");
        }
        if (nanos != 0 && limits.cpuQuotaMicros() != 0) {
            throw Refused.invalid("Conflicting options: Nano CPUs and CPU Quota cannot both be set");
        }
        if (nanos != 0 && (nanos < LEAST_NANO_CPUS || nanos > facts.cpus() * NANOS_A_CPU)) {
            throw Refused.invalid(String.format(
                    Locale.ROOT,
                    "Range of CPUs is from 0.01 to %d.00, as there are only %d CPUs available",
                    facts.cpus(),
                    facts.cpus()));
        }
        long period = limits.cpuPeriodMicros();
        if (period != 0 && (period < LEAST_CFS_MICROS || period > MOST_CFS_PERIOD_MICROS)) {
            throw Refused.invalid(
                    "CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000)");
        }
        if (limits.cpuQuotaMicros() > 0 && limits.cpuQuotaMicros() < LEAST_CFS_MICROS) {
            throw Refused.invalid("CPU cfs quota can not be less than 1ms (i.e. 1000)");
        }
        if (limits.cpuShares() < 0) {
            throw Refused.invalid("invalid CPU shares (" + limits.cpuShares() + "): value must be a positive integer");
        }
        if (limits.cpuShares() != 0 && limits.cpuShares() < LEAST_CPU_SHARES) {
            throw Refused.invalid("the minimum allowed cpu-shares is " + LEAST_CPU_SHARES);
        }
        if (limits.cpuShares() > MOST_CPU_SHARES) {
            throw Refused.invalid("the maximum allowed cpu-shares is " + MOST_CPU_SHARES);
        }
    }

    private static void cpuset(String field, String words, String list, int available) {
        if (list.isEmpty()) {
            return;
        }
        if (!CPU_LIST.matcher(list).matches()) {
            throw Refused.invalid("Invalid value " + list + " for " + field + ": invalid format: " + list);
        }
        for (String number : list.split("[-,]", -1)) {
            if (Integer.parseInt(number) >= available) {
                String range = available == 1 ? "0" : "0-" + (available - 1);
                throw Refused.invalid(
                        "Requested " + words + " are not available - requested " + list + ", available: " + range);
            }
        }
    }
}
