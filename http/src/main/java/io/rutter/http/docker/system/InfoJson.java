package io.rutter.http.docker.system;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.assignment.HostFacts;
import io.rutter.engine.cluster.Engine;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.LiveContainer.Phase;
import io.rutter.engine.world.World;
import io.rutter.http.docker.json.Json;
import io.rutter.http.docker.swarm.SwarmInfo;
import java.time.Instant;
import java.util.List;

/** {@code GET /info}: what this engine and its host are. */
final class InfoJson {
    private static final List<String> CAPABILITIES = List.of(
            "MemoryLimit",
            "SwapLimit",
            "CpuCfsPeriod",
            "CpuCfsQuota",
            "CPUShares",
            "CPUSet",
            "PidsLimit",
            "OomKillDisable",
            "IPv4Forwarding",
            "BridgeNfIptables",
            "BridgeNfIp6tables");

    private final Engine engine;
    private final World world;
    private final HostFacts host;
    private final Instant now;

    InfoJson(Engine engine, World world, Instant now) {
        this.engine = engine;
        this.world = world;
        this.host = engine.node().host();
        this.now = now;
    }

    ObjectNode info() {
        ObjectNode object = Json.object().put("ID", engine.log().logId());
        counts(object);
        object.put("Driver", "overlay2")
                .putArray("DriverStatus")
                .addArray()
                .add("Supports d_type")
                .add("true");
        object.put("DockerRootDir", host.dataRoot());
        plugins(object);
        CAPABILITIES.forEach(name -> object.put(name, host.can(name)));
        object.put("KernelMemoryTCP", false)
                .put("Debug", false)
                .put("NFd", 0)
                .put("NGoroutines", Thread.activeCount())
                .put("SystemTime", Json.time(now))
                .put("LoggingDriver", "json-file")
                .put("CgroupDriver", host.cgroupDriver())
                .put("CgroupVersion", host.cgroupVersion())
                .put("NEventsListener", 0);
        machine(object);
        runtimes(object);
        object.set("Swarm", SwarmInfo.of(world, engine.nodeId()));
        object.put("LiveRestoreEnabled", true).put("Isolation", "").put("InitBinary", host.initBinary());
        commit(object, "ContainerdCommit", "none: conmon " + host.conmonVersion());
        commit(object, "RuncCommit", host.runtimes().getOrDefault("runc", "none"));
        commit(object, "InitCommit", "");
        object.set("SecurityOptions", Json.texts(host.securityOptions()));
        object.put("ProductLicense", "").set("Warnings", Json.nullWhenEmpty(host.warnings()));
        return object;
    }

    /** Where Docker tells of its parts; ours are others, and are said to be. */
    private static void commit(ObjectNode object, String part, String version) {
        object.putObject(part).put("ID", version).put("Expected", version);
    }

    private void counts(ObjectNode object) {
        List<LiveContainer> containers = world.containers().all();
        long paused = containers.stream()
                .filter(container -> container.run().phase() == Phase.PAUSED)
                .count();
        long running = containers.stream()
                .filter(container -> container.run().phase() == Phase.RUNNING
                        || container.run().phase() == Phase.RESTARTING)
                .count();
        object.put("Containers", containers.size())
                .put("ContainersRunning", running)
                .put("ContainersPaused", paused)
                .put("ContainersStopped", containers.size() - running - paused)
                .put("Images", world.images().all().size());
    }

    private static void plugins(ObjectNode object) {
        ObjectNode plugins = object.putObject("Plugins");
        plugins.set("Volume", Json.texts(List.of("local")));
        plugins.set("Network", Json.texts(List.of("bridge", "host", "null", "overlay")));
        plugins.putNull("Authorization");
        plugins.set("Log", Json.texts(List.of("json-file", "local", "none")));
    }

    private void machine(ObjectNode object) {
        object.put("KernelVersion", host.kernelVersion())
                .put("OperatingSystem", host.operatingSystem())
                .put("OSVersion", host.osVersion())
                .put("OSType", "linux")
                .put("Architecture", host.architecture())
                .put("NCPU", host.cpus())
                .put("MemTotal", host.memoryBytes())
                .put("IndexServerAddress", "https://index.docker.io/v1/");
        ObjectNode registries = object.putObject("RegistryConfig");
        registries.putArray("InsecureRegistryCIDRs").add("127.0.0.0/8");
        registries.putObject("IndexConfigs");
        registries.putArray("Mirrors");
        object.putNull("GenericResources");
        object.put("HttpProxy", "")
                .put("HttpsProxy", "")
                .put("NoProxy", "")
                .put("Name", host.hostname())
                .put("ExperimentalBuild", false)
                .put("ServerVersion", engine.settings().build().version())
                .putArray("Labels");
    }

    private void runtimes(ObjectNode object) {
        ObjectNode runtimes = object.putObject("Runtimes");
        host.runtimes().keySet().forEach(name -> runtimes.putObject(name).put("path", name));
        object.put("DefaultRuntime", host.defaultRuntime());
    }
}
