package io.rutter.http.docker.service;

import io.rutter.engine.service.spec.TaskContainer;
import io.rutter.engine.service.spec.TaskContainer.FileReference;
import io.rutter.engine.service.spec.TaskContainer.TaskDns;
import io.rutter.engine.service.spec.TaskContainer.TaskUlimit;
import io.rutter.engine.service.spec.TaskHealthcheck;
import io.rutter.engine.service.spec.TaskMount;
import io.rutter.engine.service.spec.TaskPrivileges;
import io.rutter.engine.service.spec.TaskPrivileges.CredentialSpec;
import io.rutter.engine.service.spec.TaskPrivileges.SeLinuxContext;
import io.rutter.http.docker.json.Fields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code ContainerSpec} in a request. */
final class TaskContainerBody {
    private TaskContainerBody() {}

    static TaskContainer read(Fields spec) {
        return new TaskContainer(
                spec.text("Image"),
                spec.textMap("Labels"),
                spec.texts("Command"),
                spec.texts("Args"),
                spec.text("Hostname"),
                spec.texts("Env"),
                spec.text("Dir"),
                spec.text("User"),
                spec.texts("Groups"),
                privileges(spec.object("Privileges", "swarm.Privileges")),
                spec.bool("TTY"),
                spec.bool("OpenStdin"),
                spec.bool("ReadOnly"),
                spec.objects("Mounts", "mount.Mount").stream()
                        .map(TaskContainerBody::mount)
                        .toList(),
                spec.text("StopSignal"),
                spec.has("StopGracePeriod") ? Duration.ofNanos(spec.number("StopGracePeriod")) : null,
                health(spec.object("Healthcheck", "container.HealthConfig")),
                spec.texts("Hosts"),
                spec.object("DNSConfig", "swarm.DNSConfig")
                        .map(dns -> new TaskDns(dns.texts("Nameservers"), dns.texts("Search"), dns.texts("Options")))
                        .orElse(null),
                references(spec, "Secrets", "Secret"),
                references(spec, "Configs", "Config"),
                unless("default", spec.text("Isolation")),
                spec.boolOrNull("Init"),
                spec.textMap("Sysctls"),
                spec.texts("CapabilityAdd"),
                spec.texts("CapabilityDrop"),
                spec.objects("Ulimits", "container.Ulimit").stream()
                        .map(limit -> new TaskUlimit(limit.text("Name"), limit.number("Soft"), limit.number("Hard")))
                        .toList(),
                spec.number("OomScoreAdj"));
    }

    /** What is the default is not said: answers show it, and clients send back what they are shown. */
    static String unless(String usual, String text) {
        return text.equals(usual) ? "" : text;
    }

    private static @Nullable TaskPrivileges privileges(Optional<Fields> given) {
        if (given.isEmpty()) {
            return null;
        }
        Fields privileges = given.get();
        Optional<Fields> seccomp = privileges.object("Seccomp", "swarm.SeccompOpts");
        return new TaskPrivileges(
                privileges
                        .object("CredentialSpec", "swarm.CredentialSpec")
                        .map(spec -> new CredentialSpec(spec.text("Config"), spec.text("File"), spec.text("Registry")))
                        .orElse(null),
                privileges
                        .object("SELinuxContext", "swarm.SELinuxContext")
                        .map(context -> new SeLinuxContext(
                                context.bool("Disable"),
                                context.text("User"),
                                context.text("Role"),
                                context.text("Type"),
                                context.text("Level")))
                        .orElse(null),
                seccomp.map(opts -> opts.text("Mode")).orElse(""),
                seccomp.map(opts -> opts.text("Profile")).orElse(""),
                privileges
                        .object("AppArmor", "swarm.AppArmorOpts")
                        .map(opts -> opts.text("Mode"))
                        .orElse(""),
                privileges.bool("NoNewPrivileges"));
    }

    private static TaskMount mount(Fields mount) {
        Fields bind = mount.within("BindOptions", "mount.BindOptions");
        Fields volume = mount.within("VolumeOptions", "mount.VolumeOptions");
        Fields tmpfs = mount.within("TmpfsOptions", "mount.TmpfsOptions");
        Optional<Fields> driver = volume.object("DriverConfig", "mount.Driver");
        return new TaskMount(
                mount.text("Type").isEmpty() ? "volume" : mount.text("Type"),
                mount.text("Source"),
                mount.text("Target"),
                mount.bool("ReadOnly"),
                mount.text("Consistency"),
                bind.text("Propagation"),
                bind.bool("NonRecursive"),
                bind.bool("CreateMountpoint"),
                volume.bool("NoCopy"),
                volume.textMap("Labels"),
                driver.map(config -> config.text("Name")).orElse(""),
                driver.map(config -> config.textMap("Options")).orElseGet(Map::of),
                volume.text("Subpath"),
                tmpfs.number("SizeBytes"),
                tmpfs.integer("Mode"),
                List.of());
    }

    private static @Nullable TaskHealthcheck health(Optional<Fields> given) {
        if (given.isEmpty()) {
            return null;
        }
        Fields health = given.get();
        return new TaskHealthcheck(
                health.texts("Test"),
                Duration.ofNanos(health.number("Interval")),
                Duration.ofNanos(health.number("Timeout")),
                Duration.ofNanos(health.number("StartPeriod")),
                Duration.ofNanos(health.number("StartInterval")),
                health.integer("Retries"));
    }

    private static List<FileReference> references(Fields spec, String list, String what) {
        var references = new ArrayList<FileReference>();
        for (Fields each : spec.objects(list, "swarm." + what + "Reference")) {
            Fields file = each.within("File", "swarm." + what + "ReferenceFileTarget");
            references.add(new FileReference(
                    each.text(what + "ID"),
                    each.text(what + "Name"),
                    file.text("Name"),
                    file.text("UID"),
                    file.text("GID"),
                    file.number("Mode")));
        }
        return references;
    }
}
