package io.rutter.engine.container.spec;

import io.rutter.engine.entity.Copy;
import io.rutter.engine.entity.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Limits of a container. 0 means no limit where a number is not nullable. Source: Docker Engine API 1.51, Resources.
 *
 * @param memorySwapBytes memory and swap together; -1 unlimited, 0 twice the memory
 * @param pidsLimit null or 0 or -1 for none
 */
public record Resources(
        long memoryBytes,
        long memoryReservationBytes,
        long memorySwapBytes,
        @Nullable Long memorySwappiness,
        @Nullable Boolean oomKillDisable,
        long nanoCpus,
        long cpuShares,
        long cpuPeriodMicros,
        long cpuQuotaMicros,
        long cpuRealtimePeriodMicros,
        long cpuRealtimeRuntimeMicros,
        String cpusetCpus,
        String cpusetMems,
        @Nullable Long pidsLimit,
        int blkioWeight,
        List<Ulimit> ulimits,
        List<Device> devices,
        List<String> deviceCgroupRules,
        String cgroupParent,
        BlockLimits blockLimits)
        implements Wire {
    public static final Resources UNLIMITED = new Resources(
            0,
            0,
            0,
            null,
            null,
            0,
            0,
            0,
            0,
            0,
            0,
            "",
            "",
            null,
            0,
            List.of(),
            List.of(),
            List.of(),
            "",
            BlockLimits.NONE);

    public Resources {
        cpusetCpus = Copy.text(cpusetCpus);
        cpusetMems = Copy.text(cpusetMems);
        cgroupParent = Copy.text(cgroupParent);
        blockLimits = blockLimits == null ? BlockLimits.NONE : blockLimits;
        ulimits = Copy.list(ulimits);
        devices = Copy.list(devices);
        deviceCgroupRules = Copy.list(deviceCgroupRules);
    }

    /** With other limits of block devices. */
    public Resources withBlocks(int newWeight, BlockLimits newLimits) {
        return with(memorySwapBytes, oomKillDisable, pidsLimit, newWeight, newLimits);
    }

    /** With what Docker makes of what was said of memory and processes. */
    public Resources withDefaults(
            long newMemorySwapBytes, @Nullable Boolean newOomKillDisable, @Nullable Long newPidsLimit) {
        return with(newMemorySwapBytes, newOomKillDisable, newPidsLimit, blkioWeight, blockLimits);
    }

    private Resources with(
            long newMemorySwapBytes,
            @Nullable Boolean newOomKillDisable,
            @Nullable Long newPidsLimit,
            int newWeight,
            BlockLimits newLimits) {
        return new Resources(
                memoryBytes,
                memoryReservationBytes,
                newMemorySwapBytes,
                memorySwappiness,
                newOomKillDisable,
                nanoCpus,
                cpuShares,
                cpuPeriodMicros,
                cpuQuotaMicros,
                cpuRealtimePeriodMicros,
                cpuRealtimeRuntimeMicros,
                cpusetCpus,
                cpusetMems,
                newPidsLimit,
                newWeight,
                ulimits,
                devices,
                deviceCgroupRules,
                cgroupParent,
                newLimits);
    }

    /** A limit of a process, as setrlimit knows it. */
    public record Ulimit(String name, long soft, long hard) implements Wire {}

    /** A device of the host. */
    public record Device(String pathOnHost, String pathInContainer, String cgroupPermissions) implements Wire {}
}
