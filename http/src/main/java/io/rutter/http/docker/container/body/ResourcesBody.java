package io.rutter.http.docker.container.body;

import io.rutter.engine.container.spec.BlockLimits;
import io.rutter.engine.container.spec.BlockLimits.DeviceLimit;
import io.rutter.engine.container.spec.Resources;
import io.rutter.engine.container.spec.Resources.Device;
import io.rutter.engine.container.spec.Resources.Ulimit;
import io.rutter.http.docker.json.Fields;
import java.util.List;

/** The limits in a request's {@code HostConfig}, or in an update's body. */
final class ResourcesBody {
    private ResourcesBody() {}

    static Resources read(Fields fields) {
        return new Resources(
                fields.number("Memory"),
                fields.number("MemoryReservation"),
                fields.number("MemorySwap"),
                swappiness(fields),
                fields.boolOrNull("OomKillDisable"),
                fields.number("NanoCpus"),
                fields.number("CpuShares"),
                fields.number("CpuPeriod"),
                fields.number("CpuQuota"),
                fields.number("CpuRealtimePeriod"),
                fields.number("CpuRealtimeRuntime"),
                fields.text("CpusetCpus"),
                fields.text("CpusetMems"),
                fields.numberOrNull("PidsLimit"),
                fields.integer("BlkioWeight"),
                fields.objects("Ulimits", "units.Ulimit").stream()
                        .map(limit -> new Ulimit(limit.text("Name"), limit.number("Soft"), limit.number("Hard")))
                        .toList(),
                fields.objects("Devices", "container.DeviceMapping").stream()
                        .map(device -> new Device(
                                device.text("PathOnHost"),
                                device.text("PathInContainer"),
                                device.text("CgroupPermissions")))
                        .toList(),
                fields.texts("DeviceCgroupRules"),
                fields.text("CgroupParent"),
                blocks(fields));
    }

    private static BlockLimits blocks(Fields fields) {
        return new BlockLimits(
                devices(fields, "BlkioWeightDevice", "blkiodev.WeightDevice", "Weight"),
                devices(fields, "BlkioDeviceReadBps", "blkiodev.ThrottleDevice", "Rate"),
                devices(fields, "BlkioDeviceWriteBps", "blkiodev.ThrottleDevice", "Rate"),
                devices(fields, "BlkioDeviceReadIOps", "blkiodev.ThrottleDevice", "Rate"),
                devices(fields, "BlkioDeviceWriteIOps", "blkiodev.ThrottleDevice", "Rate"));
    }

    private static List<DeviceLimit> devices(Fields fields, String name, String type, String value) {
        return fields.objects(name, type).stream()
                .map(limit -> new DeviceLimit(limit.text("Path"), limit.number(value)))
                .toList();
    }

    /** The command line sends -1 for what was not said. */
    private static @org.jspecify.annotations.Nullable Long swappiness(Fields fields) {
        Long asked = fields.numberOrNull("MemorySwappiness");
        return asked != null && asked == -1 ? null : asked;
    }
}
