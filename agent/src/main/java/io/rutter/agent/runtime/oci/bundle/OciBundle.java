package io.rutter.agent.runtime.oci.bundle;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.agent.runtime.RunOrder;
import io.rutter.engine.container.spec.ContainerSpec;
import io.rutter.engine.container.spec.HostConfig;
import io.rutter.engine.container.spec.Security;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A run's configuration for the OCI runtime, with Docker's defaults. Source: OCI runtime specification 1.0.2. */
public final class OciBundle {
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
    private static final Map<String, String> NET_SYSCTLS =
            Map.of("net.ipv4.ip_unprivileged_port_start", "0", "net.ipv4.ping_group_range", "0 2147483647");
    private static final String HOST = "host";

    private final ObjectMapper json;
    private final HostLimits limits;
    private final Seccomp seccomp;

    /**
     * What this host sets bounds to.
     *
     * @param nofile most open files that a process may be granted
     * @param capabilities that the engine may hand out
     * @param unifiedCgroups whether groups have a namespace of their own by default
     * @param initBinary tini's path; empty when there is none
     */
    public record HostLimits(
            long nofile, Set<String> capabilities, boolean unifiedCgroups, Optional<Path> initBinary) {}

    /** Namespaces of other processes to be joined, as files. */
    public record Joined(@Nullable Path pid, @Nullable Path ipc) {}

    public OciBundle(ObjectMapper json, HostLimits limits, Seccomp seccomp) {
        this.json = json;
        this.seccomp = seccomp;
        this.limits = limits;
    }

    /** A configuration, or why there is none, in Docker's words. */
    public record Result(@Nullable ObjectNode config, String problem) {}

    public Result build(RunOrder order, String cgroupsPath, Joined joined) throws IOException {
        ContainerSpec spec = order.assignment().spec();
        Security security = spec.hostConfig().security();
        ContainerUser user;
        try {
            user = ContainerUser.resolve(order.rootfs(), spec.config().user(), security.groupAdd());
        } catch (ContainerUser.NoSuchUser e) {
            return new Result(null, String.valueOf(e.getMessage()));
        }
        String workingDir = spec.config().workingDir();
        Optional<String> problem =
                workingDir.isEmpty() ? Optional.empty() : RootfsPath.makeDirectory(order.rootfs(), workingDir);
        if (problem.isPresent()) {
            return new Result(null, problem.get());
        }
        if (wantsInit(spec.hostConfig()) && limits.initBinary().isEmpty()) {
            return new Result(null, "unable to locate docker-init: install the package tini");
        }
        List<String> capabilities =
                Capabilities.of(security.privileged(), security.capAdd(), security.capDrop(), limits.capabilities());
        ObjectNode config = common(order, user, capabilities, joined);
        problem = linux(config.putObject("linux"), order, cgroupsPath, joined);
        if (problem.isEmpty()) {
            problem = seccomp.write(config, security, capabilities);
        }
        return new Result(config, problem.orElse(""));
    }

    private static boolean wantsInit(HostConfig hostConfig) {
        String mode = hostConfig.security().pidMode();
        boolean firstProcess = mode.isEmpty() || mode.equals("private");
        return firstProcess && Boolean.TRUE.equals(hostConfig.init());
    }

    /** What is the same on every system: process, root, mounts. */
    private ObjectNode common(RunOrder order, ContainerUser user, List<String> capabilities, Joined joined) {
        ContainerSpec spec = order.assignment().spec();
        Security security = spec.hostConfig().security();
        ObjectNode config = json.createObjectNode().put("ociVersion", "1.0.2");
        OciProcess.write(
                config.putObject("process"),
                spec.config(),
                spec.hostConfig(),
                user,
                capabilities,
                order.assignment().links().stream()
                        .flatMap(link -> link.environment().stream())
                        .toList(),
                order.hostname(),
                limits.nofile());
        config.putObject("root").put("path", order.rootfs().toString()).put("readonly", security.readonlyRootfs());
        hostname(config, order, security);
        OciMounts.write(
                config.putArray("mounts"),
                OciMounts.of(
                        order,
                        wantsInit(spec.hostConfig()) ? limits.initBinary() : Optional.empty(),
                        order.sharedMemory()));
        spec.hostConfig().annotations().forEach(config.putObject("annotations")::put);
        return config;
    }

    private static void hostname(ObjectNode config, RunOrder order, Security security) {
        if (!security.utsMode().equals(HOST)) {
            config.put("hostname", order.hostname());
            String domain = order.assignment().spec().config().domainname();
            if (!domain.isEmpty()) {
                config.put("domainname", domain);
            }
        }
    }

    private Optional<String> linux(ObjectNode linux, RunOrder order, String cgroupsPath, Joined joined)
            throws IOException {
        HostConfig hostConfig = order.assignment().spec().hostConfig();
        Security security = hostConfig.security();
        linux.put("cgroupsPath", cgroupsPath);
        ObjectNode sysctl = linux.putObject("sysctl");
        if (order.netns().isPresent()) {
            NET_SYSCTLS.forEach(sysctl::put);
        }
        hostConfig.sysctls().forEach(sysctl::put);
        ObjectNode resources = linux.putObject("resources");
        ArrayNode rules = resources.putArray("devices");
        OciDevices.writeDefaultRules(rules, security.privileged());
        Optional<String> problem =
                OciDevices.writeNodes(linux.putArray("devices"), hostConfig.resources(), security.privileged(), rules);
        OciDevices.writeUserRules(rules, hostConfig.resources().deviceCgroupRules());
        OciResources.write(resources, hostConfig.resources());
        if (problem.isEmpty()) {
            problem = OciDevices.missingLimited(hostConfig.resources().blockLimits())
                    .map(path -> "stat " + path + ": no such file or directory");
        }
        namespaces(linux.putArray("namespaces"), order, joined, security);
        if (!security.privileged()) {
            OciProcess.texts(
                    linux.putArray("maskedPaths"), security.maskedPaths() == null ? MASKED : security.maskedPaths());
            OciProcess.texts(
                    linux.putArray("readonlyPaths"),
                    security.readonlyPaths() == null ? READ_ONLY : security.readonlyPaths());
        }
        propagation(linux, order);
        return problem;
    }

    private void namespaces(ArrayNode namespaces, RunOrder order, Joined joined, Security security) {
        namespaces.addObject().put("type", "mount");
        order.netns()
                .ifPresent(file -> namespaces.addObject().put("type", "network").put("path", file.toString()));
        if (!security.utsMode().equals(HOST)) {
            namespaces.addObject().put("type", "uts");
        }
        own(namespaces, "pid", security.pidMode(), joined.pid());
        own(namespaces, "ipc", security.ipcMode(), joined.ipc());
        boolean privateByDefault = limits.unifiedCgroups() && !security.privileged();
        String mode = security.cgroupnsMode();
        if (mode.equals("private") || mode.isEmpty() && privateByDefault) {
            namespaces.addObject().put("type", "cgroup");
        }
    }

    private static void own(ArrayNode namespaces, String type, String mode, @Nullable Path joined) {
        if (mode.equals(HOST)) {
            return;
        }
        ObjectNode node = namespaces.addObject().put("type", type);
        if (joined != null) {
            node.put("path", joined.toString());
        }
    }

    /** A mount that shall see later mounts of the host wants a root that lets them through. */
    private static void propagation(ObjectNode linux, RunOrder order) {
        List<String> wanted = order.mounts().stream()
                .map(mount -> mount.point().propagation())
                .toList();
        if (wanted.contains("shared") || wanted.contains("rshared")) {
            linux.put("rootfsPropagation", "shared");
        } else if (wanted.contains("slave") || wanted.contains("rslave")) {
            linux.put("rootfsPropagation", "rslave");
        }
    }
}
