package io.rutter.http.docker.container.body;

import io.rutter.engine.entity.Problem;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.docker.json.Fields;
import java.util.List;

/** Options that Docker has and Rutter does not do yet. They are refused rather than stored without effect. */
final class Unsupported {
    private static final List<String> BLOCK_DEVICE_LISTS = List.of(
            "BlkioWeightDevice",
            "BlkioDeviceReadBps",
            "BlkioDeviceWriteBps",
            "BlkioDeviceReadIOps",
            "BlkioDeviceWriteIOps");

    private Unsupported() {}

    static void check(Fields host) {
        for (String name : BLOCK_DEVICE_LISTS) {
            refuse(!host.objects(name, "blkiodev.ThrottleDevice").isEmpty(), name, "limits of single block devices");
        }
        refuse(!host.objects("DeviceRequests", "container.DeviceRequest").isEmpty(), "DeviceRequests", "GPU requests");
        refuse(host.number("KernelMemory") > 0, "KernelMemory", "limits of kernel memory");
        refuse(host.number("KernelMemoryTCP") > 0, "KernelMemoryTCP", "limits of kernel memory");
        refuse(host.number("CpuRealtimePeriod") != 0, "CpuRealtimePeriod", "real-time scheduling");
        refuse(host.number("CpuRealtimeRuntime") != 0, "CpuRealtimeRuntime", "real-time scheduling");
        refuse(!host.texts("Links").isEmpty(), "Links", "links between containers (use a network of your own)");
        refuse(!host.textMap("StorageOpt").isEmpty(), "StorageOpt", "options of the storage driver");
        refuse(!host.text("Cgroup").isEmpty(), "Cgroup", "another container's control group");
        String isolation = host.text("Isolation");
        if (!isolation.isEmpty() && !isolation.equalsIgnoreCase("default")) {
            throw Refused.invalid("invalid isolation: \"" + isolation + "\" - linux only supports 'default'");
        }
        String userns = host.text("UsernsMode");
        refuse(!userns.isEmpty() && !userns.equals("host"), "UsernsMode", "user namespaces");
    }

    private static void refuse(boolean asked, String field, String words) {
        if (asked) {
            throw new Refused(new Problem.Missing(
                    "HostConfig." + field + " is not there yet: Rutter does not do " + words + ". Leave it out."));
        }
    }
}
