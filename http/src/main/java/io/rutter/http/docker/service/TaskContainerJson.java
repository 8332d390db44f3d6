package io.rutter.http.docker.service;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.service.spec.TaskContainer;
import io.rutter.engine.service.spec.TaskContainer.FileReference;
import io.rutter.engine.service.spec.TaskContainer.TaskDns;
import io.rutter.engine.service.spec.TaskHealthcheck;
import io.rutter.engine.service.spec.TaskMount;
import io.rutter.engine.service.spec.TaskPrivileges;
import io.rutter.http.docker.json.Json;
import io.rutter.http.docker.json.Sparse;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code ContainerSpec} in an answer.
 *
 * @param defaults whether what was not said is shown as what it means
 */
record TaskContainerJson(boolean defaults) {
    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);

    ObjectNode container(TaskContainer container) {
        var json = new Sparse()
                .text("Image", container.image())
                .map("Labels", container.labels())
                .texts("Command", container.command())
                .texts("Args", container.args())
                .text("Hostname", container.hostname())
                .texts("Env", container.env())
                .text("Dir", container.dir())
                .text("User", container.user())
                .texts("Groups", container.groups())
                .node("Privileges", privileges(container.privileges()))
                .text("StopSignal", container.stopSignal())
                .bool("TTY", container.tty())
                .bool("OpenStdin", container.openStdin())
                .bool("ReadOnly", container.readOnly())
                .node("Mounts", mounts(container.mounts()))
                .nanosOrNull("StopGracePeriod", grace(container.stopGracePeriod()))
                .node("Healthcheck", health(container.healthcheck()))
                .texts("Hosts", container.hosts());
        dns(json, container.dns());
        return json.node("Secrets", references(container.secrets(), "Secret"))
                .number("OomScoreAdj", container.oomScoreAdj())
                .node("Configs", references(container.configs(), "Config"))
                .text("Isolation", container.isolation().isEmpty() ? "default" : container.isolation())
                .boolOrNull("Init", container.init())
                .map("Sysctls", container.sysctls())
                .texts("CapabilityAdd", container.capabilityAdd())
                .texts("CapabilityDrop", container.capabilityDrop())
                .node("Ulimits", ulimits(container))
                .object();
    }

    private @Nullable Duration grace(@Nullable Duration grace) {
        return grace == null && defaults ? DEFAULT_GRACE : grace;
    }

    private void dns(Sparse json, @Nullable TaskDns dns) {
        if (dns != null) {
            json.always(
                    "DNSConfig",
                    new Sparse()
                            .texts("Nameservers", dns.nameservers())
                            .texts("Search", dns.search())
                            .texts("Options", dns.options())
                            .object());
        } else if (defaults) {
            json.always("DNSConfig", Json.object());
        }
    }

    private static @Nullable ObjectNode privileges(@Nullable TaskPrivileges privileges) {
        if (privileges == null) {
            return null;
        }
        var json = new Sparse();
        var credential = privileges.credentialSpec();
        var selinux = privileges.seLinuxContext();
        json.always(
                "CredentialSpec",
                credential == null
                        ? Json.object().nullNode()
                        : new Sparse()
                                .text("Config", credential.config())
                                .text("File", credential.file())
                                .text("Registry", credential.registry())
                                .object());
        json.always(
                "SELinuxContext",
                selinux == null
                        ? Json.object().nullNode()
                        : Json.object()
                                .put("Disable", selinux.disable())
                                .put("User", selinux.user())
                                .put("Role", selinux.role())
                                .put("Type", selinux.type())
                                .put("Level", selinux.level()));
        return json.node(
                        "Seccomp",
                        new Sparse()
                                .text("Mode", privileges.seccompMode())
                                .text("Profile", privileges.seccompProfile())
                                .object())
                .node(
                        "AppArmor",
                        new Sparse().text("Mode", privileges.appArmorMode()).object())
                .bool("NoNewPrivileges", privileges.noNewPrivileges())
                .object();
    }

    private static ArrayNode mounts(List<TaskMount> mounts) {
        ArrayNode array = Json.array();
        for (TaskMount mount : mounts) {
            array.add(new Sparse()
                    .text("Type", mount.type())
                    .text("Source", mount.source())
                    .text("Target", mount.target())
                    .bool("ReadOnly", mount.readOnly())
                    .text("Consistency", mount.consistency())
                    .node(
                            "BindOptions",
                            new Sparse()
                                    .text("Propagation", mount.propagation())
                                    .bool("NonRecursive", mount.nonRecursive())
                                    .bool("CreateMountpoint", mount.createMountpoint())
                                    .object())
                    .node("VolumeOptions", volumeOptions(mount))
                    .node(
                            "TmpfsOptions",
                            new Sparse()
                                    .number("SizeBytes", mount.tmpfsSizeBytes())
                                    .number("Mode", mount.tmpfsMode())
                                    .object())
                    .object());
        }
        return array;
    }

    private static ObjectNode volumeOptions(TaskMount mount) {
        return new Sparse()
                .bool("NoCopy", mount.volumeNoCopy())
                .map("Labels", mount.volumeLabels())
                .text("Subpath", mount.volumeSubpath())
                .node(
                        "DriverConfig",
                        new Sparse()
                                .text("Name", mount.volumeDriver())
                                .map("Options", mount.volumeDriverOptions())
                                .object())
                .object();
    }

    private static @Nullable ObjectNode health(@Nullable TaskHealthcheck health) {
        return health == null
                ? null
                : new Sparse()
                        .texts("Test", health.test())
                        .nanos("Interval", health.interval())
                        .nanos("Timeout", health.timeout())
                        .nanos("StartPeriod", health.startPeriod())
                        .nanos("StartInterval", health.startInterval())
                        .number("Retries", health.retries())
                        .object();
    }

    private static ArrayNode references(List<FileReference> references, String what) {
        ArrayNode array = Json.array();
        for (FileReference reference : references) {
            ObjectNode object = array.addObject();
            if (!reference.file().isEmpty()) {
                object.putObject("File")
                        .put("Name", reference.file())
                        .put("UID", reference.uid())
                        .put("GID", reference.gid())
                        .put("Mode", reference.mode());
            }
            object.put(what + "ID", reference.id()).put(what + "Name", reference.name());
        }
        return array;
    }

    private static ArrayNode ulimits(TaskContainer container) {
        ArrayNode array = Json.array();
        container.ulimits().forEach(limit -> array.add(Json.ulimit(limit.name(), limit.soft(), limit.hard())));
        return array;
    }
}
