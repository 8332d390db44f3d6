package io.rutter.engine.container.spec;

import io.rutter.engine.entity.Copy;
import io.rutter.engine.entity.Wire;
import java.util.List;

/**
 * Limits of single block devices of the host. Source: Docker Engine API 1.51, Resources.
 *
 * @param weights shares of a device's time, 10 to 1000
 * @param readBytesPerSecond, writeBytesPerSecond, readsPerSecond, writesPerSecond most of each
 */
public record BlockLimits(
        List<DeviceLimit> weights,
        List<DeviceLimit> readBytesPerSecond,
        List<DeviceLimit> writeBytesPerSecond,
        List<DeviceLimit> readsPerSecond,
        List<DeviceLimit> writesPerSecond)
        implements Wire {
    public static final BlockLimits NONE = new BlockLimits(List.of(), List.of(), List.of(), List.of(), List.of());

    public BlockLimits {
        weights = Copy.list(weights);
        readBytesPerSecond = Copy.list(readBytesPerSecond);
        writeBytesPerSecond = Copy.list(writeBytesPerSecond);
        readsPerSecond = Copy.list(readsPerSecond);
        writesPerSecond = Copy.list(writesPerSecond);
    }

    /** As a kernel without weights has it. */
    public BlockLimits withoutWeights() {
        return new BlockLimits(List.of(), readBytesPerSecond, writeBytesPerSecond, readsPerSecond, writesPerSecond);
    }

    /** What is set for one device. */
    public record DeviceLimit(String path, long value) implements Wire {}
}
