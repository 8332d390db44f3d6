package io.rutter.engine.story;

import io.rutter.engine.container.spec.ContainerConfig;
import io.rutter.engine.container.spec.ContainerSpec;
import io.rutter.engine.container.spec.Healthcheck;
import io.rutter.engine.container.spec.HostConfig;
import io.rutter.engine.container.spec.MountSpec;
import io.rutter.engine.container.spec.NetworkSetup;
import io.rutter.engine.container.spec.Resources;
import io.rutter.engine.container.spec.RestartPolicy;
import io.rutter.engine.container.spec.Security;
import io.rutter.engine.image.ImageConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The {@code docker run} line that makes a container like one that is, or was, there. */
public final class RunLine {
    private final List<String> words = new ArrayList<>();
    private final RunNetworks networks;
    private final @Nullable ImageConfig image;

    private RunLine(RunNetworks networks, @Nullable ImageConfig image) {
        this.networks = networks;
        this.image = image;
    }

    /**
     * One command, or several joined by {@code &&} where none alone makes such a container.
     *
     * @param image what its image says, which need not be said again; null where it is no longer there
     */
    public static String of(String name, ContainerSpec spec, @Nullable ImageConfig image) {
        var networks = new RunNetworks(spec);
        var line = new RunLine(networks, image);
        line.words.addAll(List.of("docker", networks.apart() ? "create" : "run", "--name", name));
        line.config(spec.config());
        line.host(spec.hostConfig());
        line.network(spec);
        line.command(spec.config());
        var commands = new ArrayList<>(List.of(line.words));
        if (networks.apart()) {
            commands.addAll(networks.connects(name));
            commands.add(start(name, spec.config()));
        }
        return String.join(" && ", commands.stream().map(RunLine::shell).toList());
    }

    private static List<String> start(String name, ContainerConfig config) {
        var words = new ArrayList<>(List.of("docker", "start"));
        if (attached(config)) {
            words.add(config.openStdin() ? "-ai" : "-a");
        }
        words.add(name);
        return words;
    }

    private static boolean attached(ContainerConfig config) {
        return config.attachStdout() || config.attachStderr() || config.attachStdin();
    }

    private static String shell(List<String> command) {
        return String.join(" ", command.stream().map(RunLine::quoted).toList());
    }

    private void config(ContainerConfig config) {
        flag(!attached(config) && !networks.apart(), "-d");
        flag(config.openStdin(), "-i");
        flag(config.tty(), "-t");
        for (String variable : config.env()) {
            if (image == null || !image.env().contains(variable)) {
                option("-e", variable);
            }
        }
        option("-u", differs(config.user(), image == null ? "" : image.user()));
        option("-w", differs(config.workingDir(), image == null ? "" : image.workingDir()));
        labels(config.labels());
        option("--domainname", config.domainname());
        option("--stop-signal", differs(config.stopSignal(), image == null ? null : image.stopSignal()));
        if (config.stopTimeoutSeconds() != null) {
            option("--stop-timeout", config.stopTimeoutSeconds().toString());
        }
        if (config.healthcheck() != null && (image == null || image.healthcheck() == null)) {
            health(config.healthcheck());
        }
    }

    private void health(Healthcheck health) {
        List<String> test = health.test();
        flag(!test.isEmpty() && test.getFirst().equals("NONE"), "--no-healthcheck");
        if (test.size() > 1) {
            option("--health-cmd", String.join(" ", test.subList(1, test.size())));
        }
        seconds("--health-interval", health.interval());
        seconds("--health-timeout", health.timeout());
        seconds("--health-start-period", health.startPeriod());
        number("--health-retries", health.retries());
    }

    private void seconds(String name, Duration duration) {
        if (!duration.isZero()) {
            option(name, duration.toMillis() + "ms");
        }
    }

    private static String differs(@Nullable String asked, @Nullable String fromImage) {
        return asked == null || Objects.equals(asked, fromImage) ? "" : asked;
    }

    private void labels(Map<String, String> labels) {
        labels.forEach((key, value) -> {
            if (image == null || !value.equals(image.labels().get(key))) {
                option("-l", value.isEmpty() ? key : key + "=" + value);
            }
        });
    }

    private void host(HostConfig host) {
        host.binds().forEach(bind -> option("-v", bind));
        host.mounts().forEach(mount -> option("--mount", mount(mount)));
        host.tmpfs().forEach((path, options) -> option("--tmpfs", options.isEmpty() ? path : path + ":" + options));
        host.volumesFrom().forEach(from -> option("--volumes-from", from));
        flag(host.autoRemove(), "--rm");
        flag(Boolean.TRUE.equals(host.init()), "--init");
        RestartPolicy policy = host.restartPolicy();
        if (policy.rule() != RestartPolicy.Rule.NO) {
            String most = policy.maximumRetryCount() > 0 ? ":" + policy.maximumRetryCount() : "";
            option("--restart", policy.rule().word() + most);
        }
        host.sysctls().forEach((key, value) -> option("--sysctl", key + "=" + value));
        if (!host.logConfig().equals(HostConfig.LogConfig.DEFAULT)) {
            option("--log-driver", host.logConfig().type());
            host.logConfig().config().forEach((key, value) -> option("--log-opt", key + "=" + value));
        }
        number("--shm-size", host.shmSizeBytes());
        option("--runtime", host.runtime());
        limits(host.resources());
        security(host.security());
    }

    private static String mount(MountSpec mount) {
        var text = new StringBuilder("type=").append(mount.type());
        if (!mount.source().isEmpty()) {
            text.append(",source=").append(mount.source());
        }
        text.append(",target=").append(mount.target());
        return mount.readOnly() ? text.append(",readonly").toString() : text.toString();
    }

    private void limits(Resources limits) {
        number("--memory", limits.memoryBytes());
        number("--memory-reservation", limits.memoryReservationBytes());
        number("--memory-swap", limits.memorySwapBytes());
        if (limits.nanoCpus() > 0) {
            option("--cpus", Double.toString(limits.nanoCpus() / 1e9));
        }
        number("--cpu-shares", limits.cpuShares());
        number("--cpu-period", limits.cpuPeriodMicros());
        number("--cpu-quota", limits.cpuQuotaMicros());
        option("--cpuset-cpus", limits.cpusetCpus());
        number("--pids-limit", limits.pidsLimit() == null ? 0 : limits.pidsLimit());
        limits.ulimits().forEach(limit -> option("--ulimit", limit.name() + "=" + limit.soft() + ":" + limit.hard()));
        limits.devices()
                .forEach(device -> option(
                        "--device",
                        device.pathOnHost() + ":" + device.pathInContainer() + ":" + device.cgroupPermissions()));
    }

    private void security(Security security) {
        flag(security.privileged(), "--privileged");
        flag(security.readonlyRootfs(), "--read-only");
        security.capAdd().forEach(capability -> option("--cap-add", capability));
        security.capDrop().forEach(capability -> option("--cap-drop", capability));
        security.groupAdd().forEach(group -> option("--group-add", group));
        security.securityOpt().forEach(each -> option("--security-opt", each));
        option("--pid", security.pidMode());
        option("--ipc", security.ipcMode().equals("private") ? "" : security.ipcMode());
        option("--uts", security.utsMode());
    }

    private void network(ContainerSpec spec) {
        NetworkSetup network = spec.hostConfig().network();
        words.addAll(networks.options());
        network.portBindings()
                .forEach((port, bindings) -> bindings.forEach(binding -> option("-p", published(port, binding))));
        for (String port : spec.config().exposedPorts()) {
            boolean said = network.portBindings().containsKey(port)
                    || image != null && image.exposedPorts().contains(port);
            option("--expose", said ? "" : port);
        }
        flag(network.publishAllPorts(), "-P");
        network.dns().forEach(server -> option("--dns", server));
        network.extraHosts().forEach(entry -> option("--add-host", entry));
    }

    private static String published(String port, NetworkSetup.PortBinding binding) {
        String container = port.endsWith("/tcp") ? port.substring(0, port.length() - "/tcp".length()) : port;
        String host = binding.hostIp().isEmpty() ? "" : binding.hostIp() + ":";
        return binding.hostPort().isEmpty() && host.isEmpty() ? container : host + binding.hostPort() + ":" + container;
    }

    private void command(ContainerConfig config) {
        List<String> entrypoint = config.entrypoint() == null ? List.of() : config.entrypoint();
        List<String> imageEntrypoint = image == null ? List.of() : image.entrypoint();
        boolean own = !entrypoint.isEmpty() && !entrypoint.equals(imageEntrypoint);
        if (own) {
            option("--entrypoint", entrypoint.getFirst());
        }
        words.add(config.image());
        if (own) {
            words.addAll(entrypoint.subList(1, entrypoint.size()));
        }
        List<String> cmd = config.cmd() == null ? List.of() : config.cmd();
        if (own || image == null || !cmd.equals(image.cmd())) {
            words.addAll(cmd);
        }
    }

    private void option(String name, String value) {
        if (!value.isEmpty()) {
            words.add(name);
            words.add(value);
        }
    }

    private void number(String name, long value) {
        if (value != 0) {
            option(name, Long.toString(value));
        }
    }

    private void flag(boolean set, String name) {
        if (set) {
            words.add(name);
        }
    }

    /** As a shell takes it for one word. */
    static String quoted(String word) {
        return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
