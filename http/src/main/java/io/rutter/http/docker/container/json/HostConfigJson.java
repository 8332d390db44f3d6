package io.rutter.http.docker.container.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.assignment.HostFacts;
import io.rutter.engine.container.spec.HostConfig;
import io.rutter.engine.container.spec.NetworkSetup;
import io.rutter.engine.container.spec.RestartPolicy;
import io.rutter.engine.container.spec.Security;
import io.rutter.http.docker.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code HostConfig} of an inspected container: what was asked for, with Docker's defaults where nothing was. */
final class HostConfigJson {
    private static final long DEFAULT_SHM_BYTES = 64L << 20;
    private static final List<String> MASKED = List.of(
            "/proc/asound",
            "/proc/acpi",
            "/proc/interrupts",
            "/proc/kcore",
            "/proc/keys",
            "/proc/latency_stats",
            "/proc/timer_list",
            "/proc/timer_stats",
            "/proc/sched_debug",
            "/proc/scsi",
            "/sys/firmware",
            "/sys/devices/virtual/powercap");
    private static final List<String> READ_ONLY =
            List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

    private HostConfigJson() {}

    static ObjectNode hostConfig(HostConfig host, HostFacts facts) {
        ObjectNode object = Json.object();
        object.set("Binds", Json.nullWhenEmpty(host.binds()));
        object.put("ContainerIDFile", host.containerIdFile());
        object.set("LogConfig", logConfig(host.logConfig()));
        NetworkSetup network = host.network();
        object.put("NetworkMode", network.mode()).set("PortBindings", portBindings(network));
        object.set("RestartPolicy", restartPolicy(host.restartPolicy()));
        object.put("AutoRemove", host.autoRemove())
                .put("VolumeDriver", host.volumeDriver())
                .set("VolumesFrom", Json.nullWhenEmpty(host.volumesFrom()));
        object.set("ConsoleSize", consoleSize(host.consoleSize()));
        if (!host.annotations().isEmpty()) {
            object.set("Annotations", Json.map(host.annotations()));
        }
        security(host.security(), network, facts, object);
        object.put("ShmSize", host.shmSizeBytes() == 0 ? DEFAULT_SHM_BYTES : host.shmSizeBytes())
                .put("Runtime", host.runtime().isEmpty() ? facts.defaultRuntime() : host.runtime())
                .put("Isolation", "");
        ResourcesJson.into(object, host.resources(), facts);
        storage(host, object);
        return object;
    }

    private static ObjectNode logConfig(HostConfig.LogConfig log) {
        ObjectNode object = Json.object().put("Type", log.type());
        object.set("Config", Json.map(log.config()));
        return object;
    }

    static ObjectNode restartPolicy(RestartPolicy policy) {
        return Json.object().put("Name", policy.rule().word()).put("MaximumRetryCount", policy.maximumRetryCount());
    }

    private static ArrayNode consoleSize(@Nullable List<Integer> size) {
        ArrayNode array = Json.array();
        (size == null || size.size() != 2 ? List.of(0, 0) : size).forEach(array::add);
        return array;
    }

    private static ObjectNode portBindings(NetworkSetup network) {
        ObjectNode object = Json.object();
        network.portBindings().forEach((port, bindings) -> {
            ArrayNode array = object.putArray(port);
            bindings.forEach(
                    binding -> array.addObject().put("HostIp", binding.hostIp()).put("HostPort", binding.hostPort()));
        });
        return object;
    }

    private static void security(Security security, NetworkSetup network, HostFacts facts, ObjectNode object) {
        object.set("CapAdd", Json.nullWhenEmpty(security.capAdd()));
        object.set("CapDrop", Json.nullWhenEmpty(security.capDrop()));
        object.put("CgroupnsMode", cgroupns(security, facts)).set("Dns", Json.texts(network.dns()));
        object.set("DnsOptions", Json.texts(network.dnsOptions()));
        object.set("DnsSearch", Json.texts(network.dnsSearch()));
        object.set("ExtraHosts", Json.nullWhenEmpty(network.extraHosts()));
        object.set("GroupAdd", Json.nullWhenEmpty(security.groupAdd()));
        object.put("IpcMode", security.ipcMode().isEmpty() ? "private" : security.ipcMode())
                .put("Cgroup", "")
                .set("Links", Json.nullWhenEmpty(network.links()));
        object.put("OomScoreAdj", security.oomScoreAdj())
                .put("PidMode", security.pidMode())
                .put("Privileged", security.privileged())
                .put("PublishAllPorts", network.publishAllPorts())
                .put("ReadonlyRootfs", security.readonlyRootfs())
                .set("SecurityOpt", Json.nullWhenEmpty(security.securityOpt()));
        object.put("UTSMode", security.utsMode()).put("UsernsMode", security.usernsMode());
        object.set("MaskedPaths", paths(security, security.maskedPaths(), MASKED));
        object.set("ReadonlyPaths", paths(security, security.readonlyPaths(), READ_ONLY));
    }

    private static String cgroupns(Security security, HostFacts facts) {
        if (!security.cgroupnsMode().isEmpty()) {
            return security.cgroupnsMode();
        }
        return facts.cgroupVersion().equals("2") ? "private" : "host";
    }

    private static @Nullable ArrayNode paths(Security security, @Nullable List<String> asked, List<String> otherwise) {
        if (asked != null) {
            return Json.texts(asked);
        }
        return security.privileged() ? null : Json.texts(otherwise);
    }

    private static void storage(HostConfig host, ObjectNode object) {
        if (!host.mounts().isEmpty()) {
            object.set(
                    "Mounts",
                    Json.objects(
                            host.mounts().stream().map(MountSpecJson::mount).toList()));
        }
        if (!host.tmpfs().isEmpty()) {
            object.set("Tmpfs", Json.map(host.tmpfs()));
        }
        if (!host.sysctls().isEmpty()) {
            object.set("Sysctls", Json.map(host.sysctls()));
        }
        if (!host.storageOpt().isEmpty()) {
            object.set("StorageOpt", Json.map(host.storageOpt()));
        }
        if (host.init() != null) {
            object.put("Init", host.init());
        }
    }
}
