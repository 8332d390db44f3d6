package io.rutter.http.docker.container.body;

import io.rutter.engine.container.spec.HostConfig;
import io.rutter.engine.container.spec.NetworkSetup;
import io.rutter.engine.container.spec.RestartPolicy;
import io.rutter.engine.container.spec.Security;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.docker.json.Fields;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code HostConfig} of a request. */
final class HostConfigBody {
    private HostConfigBody() {}

    static HostConfig read(Fields host) {
        Unsupported.check(host);
        return new HostConfig(
                ResourcesBody.read(host),
                security(host),
                network(host),
                host.texts("Binds"),
                host.objects("Mounts", "mount.Mount").stream()
                        .map(MountBody::read)
                        .toList(),
                host.textMap("Tmpfs"),
                host.texts("VolumesFrom"),
                host.text("VolumeDriver"),
                restartPolicy(host.object("RestartPolicy", "container.RestartPolicy")),
                host.bool("AutoRemove"),
                logConfig(host.object("LogConfig", "container.LogConfig")),
                host.number("ShmSize"),
                host.textMap("Sysctls"),
                host.boolOrNull("Init"),
                host.text("Runtime"),
                host.textMap("StorageOpt"),
                host.textMap("Annotations"),
                host.text("ContainerIDFile"),
                consoleSize(host));
    }

    /** @throws Refused for a rule that Docker does not have, or one with a count that is not its */
    static RestartPolicy restartPolicy(Optional<Fields> given) {
        if (given.isEmpty()) {
            return RestartPolicy.NEVER;
        }
        String name = given.get().text("Name");
        int retries = given.get().integer("MaximumRetryCount");
        RestartPolicy.Rule rule = rule(name);
        if (name.isEmpty()) {
            return RestartPolicy.NEVER; // older clients leave a count behind
        }
        if (rule != RestartPolicy.Rule.ON_FAILURE && retries != 0) {
            throw Refused.invalid("maximum retry count cannot be used with restart policy '" + name + "'");
        }
        if (retries < 0) {
            throw Refused.invalid("maximum retry count cannot be negative");
        }
        return new RestartPolicy(rule, retries);
    }

    private static RestartPolicy.Rule rule(String name) {
        return switch (name) {
            case "", "no" -> RestartPolicy.Rule.NO;
            case "always" -> RestartPolicy.Rule.ALWAYS;
            case "unless-stopped" -> RestartPolicy.Rule.UNLESS_STOPPED;
            case "on-failure" -> RestartPolicy.Rule.ON_FAILURE;
            default -> throw Refused.invalid("invalid restart policy '" + name + "'");
        };
    }

    private static HostConfig.LogConfig logConfig(Optional<Fields> given) {
        return given.map(fields -> new HostConfig.LogConfig(fields.text("Type"), fields.textMap("Config")))
                .orElse(HostConfig.LogConfig.DEFAULT);
    }

    private static @Nullable List<Integer> consoleSize(Fields host) {
        List<Long> size = host.numbers("ConsoleSize");
        return size.size() == 2 ? size.stream().map(Math::toIntExact).toList() : null;
    }

    private static NetworkSetup network(Fields host) {
        return new NetworkSetup(
                host.text("NetworkMode"),
                PortText.bindings(host),
                host.bool("PublishAllPorts"),
                host.texts("Dns"),
                host.texts("DnsOptions"),
                host.texts("DnsSearch"),
                extraHosts(host.texts("ExtraHosts")),
                host.texts("Links"));
    }

    private static List<String> extraHosts(List<String> hosts) {
        for (String entry : hosts) {
            int colon = entry.indexOf(':');
            if (colon <= 0) {
                throw Refused.invalid("bad format for add-host: \"" + entry + "\"");
            }
            String address = entry.substring(colon + 1);
            if (!address.equals("host-gateway") && !Addresses.valid(address)) {
                throw Refused.invalid("invalid IP address in add-host: \"" + address + "\"");
            }
        }
        return hosts;
    }

    /** As dockerd: nothing labels what shares the host's processes or memory. */
    private static List<String> securityOptions(Fields host) {
        List<String> given = host.texts("SecurityOpt");
        boolean shares =
                host.text("PidMode").equals("host") || host.text("IpcMode").equals("host");
        return given.isEmpty() && shares ? List.of("label=disable") : given;
    }

    private static Security security(Fields host) {
        return new Security(
                host.bool("Privileged"),
                host.bool("ReadonlyRootfs"),
                host.texts("CapAdd"),
                host.texts("CapDrop"),
                host.texts("GroupAdd"),
                securityOptions(host),
                host.textsOrNull("MaskedPaths"),
                host.textsOrNull("ReadonlyPaths"),
                host.text("PidMode"),
                host.text("IpcMode"),
                host.text("UTSMode"),
                host.text("CgroupnsMode"),
                host.text("UsernsMode"),
                host.integer("OomScoreAdj"));
    }
}
