package io.rutter.http.docker.container.body;

import com.fasterxml.jackson.databind.JsonNode;
import io.rutter.engine.container.spec.ContainerConfig;
import io.rutter.engine.container.spec.ContainerSpec;
import io.rutter.engine.container.spec.Healthcheck;
import io.rutter.engine.container.spec.HostConfig;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.docker.image.ImageNames;
import io.rutter.http.docker.json.Fields;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /containers/create}: everything that can be said of a container, checked as Docker checks it. */
public final class ContainerBody {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]+");
    private static final Duration LEAST_HEALTH_TIME = Duration.ofMillis(1);

    private final HostRules rules;

    public ContainerBody(HostRules rules) {
        this.rules = rules;
    }

    /** What was read, and what of it is accepted but of no effect. */
    public record Read(ContainerSpec spec, List<String> warnings) {}

    /** Null for a container that the engine shall name. */
    public static @Nullable String name(Optional<String> asked) {
        String name = asked.orElse("");
        if (name.isEmpty()) {
            return null;
        }
        String bare = name.startsWith("/") ? name.substring(1) : name;
        if (!validName(bare)) {
            throw Refused.invalid("Invalid container name (" + name + "), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed");
        }
        return bare;
    }

    public static boolean validName(String name) {
        return NAME.matcher(name).matches();
    }

    public Read read(JsonNode body, String platform) {
        Fields fields = Fields.of(body, "runconfig.ContainerConfigWrapper");
        if (fields.names().isEmpty()) {
            throw Refused.invalid("Config cannot be empty in order to create a container");
        }
        ContainerConfig config = config(fields);
        HostConfig host = HostConfigBody.read(fields.within("HostConfig", "HostConfig"));
        var endpoints = NetworkingBody.endpoints(fields.object("NetworkingConfig", "network.NetworkingConfig"));
        List<String> warnings = rules.check(config, host);
        NetworkingBody.check(config, host, endpoints);
        return new Read(new ContainerSpec(config, rules.settled(host), endpoints, platform), warnings);
    }

    private static ContainerConfig config(Fields fields) {
        var config = new ContainerConfig(
                fields.text("Image"),
                fields.commandOrNull("Cmd"),
                fields.commandOrNull("Entrypoint"),
                environment(fields.texts("Env")),
                fields.text("User"),
                workingDir(fields.text("WorkingDir")),
                fields.textMap("Labels"),
                fields.bool("Tty"),
                fields.bool("OpenStdin"),
                fields.bool("StdinOnce"),
                fields.bool("AttachStdin"),
                fields.bool("AttachStdout"),
                fields.bool("AttachStderr"),
                fields.text("Hostname"),
                fields.text("Domainname"),
                PortText.exposed(fields.set("ExposedPorts")),
                fields.set("Volumes"),
                signal(fields.textOrNull("StopSignal")),
                fields.integerOrNull("StopTimeout"),
                healthcheck(fields.object("Healthcheck", "container.HealthConfig")),
                fields.bool("ArgsEscaped"),
                fields.bool("NetworkDisabled"),
                fields.textOrNull("MacAddress"),
                fields.textsOrNull("OnBuild"),
                fields.textsOrNull("Shell"));
        if (config.image().isEmpty()) {
            throw Refused.invalid("no image specified");
        }
        ImageNames.require(config.image());
        return config;
    }

    public static List<String> environment(List<String> env) {
        for (String variable : env) {
            if (variable.isEmpty() || variable.startsWith("=")) {
                throw Refused.invalid("invalid environment variable: " + variable);
            }
        }
        return env;
    }

    private static String workingDir(String path) {
        if (!path.isEmpty() && !path.startsWith("/")) {
            throw Refused.invalid("the working directory '" + path + "' is invalid, it needs to be an absolute path");
        }
        return path;
    }

    private static @Nullable String signal(@Nullable String text) {
        if (text != null && !text.isEmpty()) {
            Signals.require(text);
        }
        return text;
    }

    private static @Nullable Healthcheck healthcheck(Optional<Fields> given) {
        if (given.isEmpty()) {
            return null;
        }
        Fields fields = given.get();
        int retries = fields.integer("Retries");
        if (retries < 0) {
            throw Refused.invalid("Retries in Healthcheck cannot be negative");
        }
        return new Healthcheck(
                fields.texts("Test"),
                healthTime(fields, "Interval"),
                healthTime(fields, "Timeout"),
                healthTime(fields, "StartPeriod"),
                healthTime(fields, "StartInterval"),
                retries);
    }

    private static Duration healthTime(Fields fields, String name) {
        Duration time = Duration.ofNanos(fields.number(name));
        if (!time.isZero() && time.compareTo(LEAST_HEALTH_TIME) < 0) {
            throw Refused.invalid(name + " in Healthcheck cannot be less than 1ms");
        }
        return time;
    }
}
