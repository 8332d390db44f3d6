package io.rutter.http.docker.container.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.container.spec.ContainerConfig;
import io.rutter.engine.container.spec.Healthcheck;
import io.rutter.http.docker.json.Json;
import java.time.Duration;

/** {@code Config} of an inspected container. */
final class ConfigJson {
    private ConfigJson() {}

    /** @param hostname that the container has where none was asked for */
    static ObjectNode config(ContainerConfig config, String hostname) {
        ObjectNode object = Json.object()
                .put("Hostname", config.hostname().isEmpty() ? hostname : config.hostname())
                .put("Domainname", config.domainname())
                .put("User", config.user())
                .put("AttachStdin", config.attachStdin())
                .put("AttachStdout", config.attachStdout())
                .put("AttachStderr", config.attachStderr());
        if (!config.exposedPorts().isEmpty()) {
            object.set("ExposedPorts", Json.set(config.exposedPorts()));
        }
        object.put("Tty", config.tty()).put("OpenStdin", config.openStdin()).put("StdinOnce", config.stdinOnce());
        object.set("Env", Json.nullWhenEmpty(config.env()));
        object.set("Cmd", Json.textsOrNull(config.cmd()));
        if (config.healthcheck() != null) {
            object.set("Healthcheck", healthcheck(config.healthcheck()));
        }
        if (config.argsEscaped()) {
            object.put("ArgsEscaped", true);
        }
        object.put("Image", config.image());
        object.set("Volumes", config.volumes().isEmpty() ? null : Json.set(config.volumes()));
        object.put("WorkingDir", config.workingDir()).set("Entrypoint", Json.textsOrNull(config.entrypoint()));
        if (config.networkDisabled()) {
            object.put("NetworkDisabled", true);
        }
        if (config.macAddress() != null && !config.macAddress().isEmpty()) {
            object.put("MacAddress", config.macAddress());
        }
        object.set("OnBuild", Json.textsOrNull(config.onBuild()));
        object.set("Labels", Json.map(config.labels()));
        stop(config, object);
        return object;
    }

    private static void stop(ContainerConfig config, ObjectNode object) {
        if (config.stopSignal() != null && !config.stopSignal().isEmpty()) {
            object.put("StopSignal", config.stopSignal());
        }
        if (config.stopTimeoutSeconds() != null) {
            object.put("StopTimeout", config.stopTimeoutSeconds());
        }
        if (config.shell() != null && !config.shell().isEmpty()) {
            object.set("Shell", Json.texts(config.shell()));
        }
    }

    private static ObjectNode healthcheck(Healthcheck healthcheck) {
        ObjectNode object = Json.object();
        if (!healthcheck.test().isEmpty()) {
            object.set("Test", Json.texts(healthcheck.test()));
        }
        nanos(object, "Interval", healthcheck.interval());
        nanos(object, "Timeout", healthcheck.timeout());
        nanos(object, "StartPeriod", healthcheck.startPeriod());
        nanos(object, "StartInterval", healthcheck.startInterval());
        if (healthcheck.retries() != 0) {
            object.put("Retries", healthcheck.retries());
        }
        return object;
    }

    private static void nanos(ObjectNode object, String name, Duration duration) {
        if (!duration.isZero()) {
            object.put(name, duration.toNanos());
        }
    }
}
