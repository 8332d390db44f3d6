package io.rutter.agent.runtime.oci.bundle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.container.spec.BlockLimits;
import io.rutter.engine.container.spec.BlockLimits.DeviceLimit;
import io.rutter.engine.container.spec.Resources;
import java.nio.file.Path;
import java.util.List;

/** Limits in the runtime's words. What is not limited is not mentioned. */
public final class OciResources {
    private static final long CPU_PERIOD_MICROS = 100_000;
    private static final long NANOS_A_CPU = 1_000_000_000L;

    private OciResources() {}

    public static void write(ObjectNode into, Resources resources) {
        memory(into, resources);
        cpu(into, resources);
        Long pids = resources.pidsLimit();
        if (pids != null && pids > 0) {
            into.putObject("pids").put("limit", pids);
        }
        blocks(into, resources);
    }

    private static void blocks(ObjectNode into, Resources resources) {
        ObjectNode blocks = into.objectNode();
        positive(blocks, "weight", resources.blkioWeight());
        BlockLimits limits = resources.blockLimits();
        devices(blocks, "weightDevice", "weight", limits.weights());
        devices(blocks, "throttleReadBpsDevice", "rate", limits.readBytesPerSecond());
        devices(blocks, "throttleWriteBpsDevice", "rate", limits.writeBytesPerSecond());
        devices(blocks, "throttleReadIOPSDevice", "rate", limits.readsPerSecond());
        devices(blocks, "throttleWriteIOPSDevice", "rate", limits.writesPerSecond());
        if (!blocks.isEmpty()) {
            into.set("blockIO", blocks);
        }
    }

    private static void devices(ObjectNode blocks, String name, String value, List<DeviceLimit> limits) {
        for (DeviceLimit limit : limits) {
            OciDevices.number(Path.of(limit.path()))
                    .ifPresent(device -> blocks.withArray("/" + name)
                            .addObject()
                            .put("major", device.major())
                            .put("minor", device.minor())
                            .put(value, limit.value()));
        }
    }

    private static void memory(ObjectNode into, Resources resources) {
        ObjectNode memory = into.objectNode();
        if (resources.memoryBytes() > 0) {
            memory.put("limit", resources.memoryBytes());
            long swap = resources.memorySwapBytes();
            memory.put("swap", swap == 0 ? resources.memoryBytes() * 2 : swap);
        }
        if (resources.memoryReservationBytes() > 0) {
            memory.put("reservation", resources.memoryReservationBytes());
        }
        Long swappiness = resources.memorySwappiness();
        if (swappiness != null && swappiness >= 0) {
            memory.put("swappiness", swappiness);
        }
        if (Boolean.TRUE.equals(resources.oomKillDisable())) {
            memory.put("disableOOMKiller", true);
        }
        if (!memory.isEmpty()) {
            into.set("memory", memory);
        }
    }

    private static void cpu(ObjectNode into, Resources resources) {
        ObjectNode cpu = into.objectNode();
        positive(cpu, "shares", resources.cpuShares());
        if (resources.nanoCpus() > 0) {
            cpu.put("period", CPU_PERIOD_MICROS);
            cpu.put("quota", resources.nanoCpus() * CPU_PERIOD_MICROS / NANOS_A_CPU);
        } else {
            positive(cpu, "period", resources.cpuPeriodMicros());
            positive(cpu, "quota", resources.cpuQuotaMicros());
        }
        positive(cpu, "realtimePeriod", resources.cpuRealtimePeriodMicros());
        positive(cpu, "realtimeRuntime", resources.cpuRealtimeRuntimeMicros());
        text(cpu, "cpus", resources.cpusetCpus());
        text(cpu, "mems", resources.cpusetMems());
        if (!cpu.isEmpty()) {
            into.set("cpu", cpu);
        }
    }

    private static void positive(ObjectNode node, String name, long value) {
        if (value > 0) {
            node.put(name, value);
        }
    }

    private static void text(ObjectNode node, String name, String value) {
        if (!value.isEmpty()) {
            node.put(name, value);
        }
    }
}
