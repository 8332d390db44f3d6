package io.rutter.http.docker.container.body;

import io.rutter.engine.entity.Problem;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.docker.json.Fields;
import java.util.List;

/** Options that Docker has and Rutter does not do yet. They are refused rather than stored without effect. */
final class Unsupported {
    private Unsupported() {}

    static void check(Fields host) {
        List<Fields> requests = host.objects("DeviceRequests", "container.DeviceRequest");
        if (!requests.isEmpty()) {
            throw new Refused(new Problem.Missing(noDriver(requests.getFirst())));
        }
        refuse(host.number("KernelMemory") > 0, "KernelMemory", "limits of kernel memory");
        refuse(host.number("KernelMemoryTCP") > 0, "KernelMemoryTCP", "limits of kernel memory");
        refuse(host.number("CpuRealtimePeriod") != 0, "CpuRealtimePeriod", "real-time scheduling");
        refuse(host.number("CpuRealtimeRuntime") != 0, "CpuRealtimeRuntime", "real-time scheduling");
        if (!host.textMap("StorageOpt").isEmpty()) {
            throw Refused.invalid("--storage-opt is supported only for overlay over xfs with 'pquota' mount option");
        }
        refuse(!host.text("Cgroup").isEmpty(), "Cgroup", "another container's control group");
        String isolation = host.text("Isolation");
        if (!isolation.isEmpty() && !isolation.equalsIgnoreCase("default")) {
            throw Refused.invalid("Invalid isolation: \"" + isolation + "\" - linux only supports 'default'");
        }
        String userns = host.text("UsernsMode");
        refuse(!userns.isEmpty() && !userns.equals("host"), "UsernsMode", "user namespaces");
    }

    /** In Docker's words: Rutter has no driver of devices. */
    private static String noDriver(Fields request) {
        List<String> sets = request.textLists("Capabilities").stream()
                .map(set -> "[" + String.join(" ", set) + "]")
                .toList();
        return "could not select device driver \"" + request.text("Driver") + "\" with capabilities: ["
                + String.join(" ", sets) + "]";
    }

    private static void refuse(boolean asked, String field, String words) {
        if (asked) {
            throw new Refused(new Problem.Missing(
                    "HostConfig." + field + " is not there yet: Rutter does not do " + words + ". Leave it out."));
        }
    }
}
