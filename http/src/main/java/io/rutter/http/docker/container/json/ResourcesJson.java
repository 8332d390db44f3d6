package io.rutter.http.docker.container.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.assignment.HostFacts;
import io.rutter.engine.container.spec.BlockLimits;
import io.rutter.engine.container.spec.BlockLimits.DeviceLimit;
import io.rutter.engine.container.spec.Resources;
import io.rutter.http.docker.json.Json;
import java.util.List;

/** The limits in {@code HostConfig}. */
final class ResourcesJson {
    private ResourcesJson() {}

    static void into(ObjectNode object, Resources resources, HostFacts facts) {
        object.put("CpuShares", resources.cpuShares())
                .put("Memory", resources.memoryBytes())
                .put("NanoCpus", resources.nanoCpus())
                .put("CgroupParent", resources.cgroupParent())
                .put("BlkioWeight", resources.blkioWeight());
        BlockLimits blocks = resources.blockLimits();
        object.set("BlkioWeightDevice", limits(blocks.weights(), "Weight"));
        object.set("BlkioDeviceReadBps", limits(blocks.readBytesPerSecond(), "Rate"));
        object.set("BlkioDeviceWriteBps", limits(blocks.writeBytesPerSecond(), "Rate"));
        object.set("BlkioDeviceReadIOps", limits(blocks.readsPerSecond(), "Rate"));
        object.set("BlkioDeviceWriteIOps", limits(blocks.writesPerSecond(), "Rate"));
        object.put("CpuPeriod", resources.cpuPeriodMicros())
                .put("CpuQuota", resources.cpuQuotaMicros())
                .put("CpuRealtimePeriod", resources.cpuRealtimePeriodMicros())
                .put("CpuRealtimeRuntime", resources.cpuRealtimeRuntimeMicros())
                .put("CpusetCpus", resources.cpusetCpus())
                .put("CpusetMems", resources.cpusetMems())
                .set("Devices", devices(resources));
        object.set("DeviceCgroupRules", Json.nullWhenEmpty(resources.deviceCgroupRules()));
        object.putNull("DeviceRequests");
        object.put("MemoryReservation", resources.memoryReservationBytes())
                .put("MemorySwap", resources.memorySwapBytes())
                .put("MemorySwappiness", resources.memorySwappiness())
                .put("OomKillDisable", oomKillDisable(resources, facts))
                .put("PidsLimit", resources.pidsLimit())
                .set("Ulimits", ulimits(resources));
        object.put("CpuCount", 0).put("CpuPercent", 0).put("IOMaximumIOps", 0).put("IOMaximumBandwidth", 0);
    }

    private static @org.jspecify.annotations.Nullable Boolean oomKillDisable(Resources resources, HostFacts facts) {
        Boolean asked = resources.oomKillDisable();
        return asked == null && facts.cgroupVersion().equals("1") ? Boolean.FALSE : asked;
    }

    private static ArrayNode limits(List<DeviceLimit> limits, String value) {
        ArrayNode array = Json.array();
        limits.forEach(limit -> array.addObject().put("Path", limit.path()).put(value, limit.value()));
        return array;
    }

    private static ArrayNode devices(Resources resources) {
        ArrayNode array = Json.array();
        resources
                .devices()
                .forEach(device -> array.addObject()
                        .put("PathOnHost", device.pathOnHost())
                        .put("PathInContainer", device.pathInContainer())
                        .put("CgroupPermissions", device.cgroupPermissions()));
        return array;
    }

    private static ArrayNode ulimits(Resources resources) {
        ArrayNode array = Json.array();
        resources.ulimits().forEach(limit -> array.add(Json.ulimit(limit.name(), limit.soft(), limit.hard())));
        return array;
    }
}
