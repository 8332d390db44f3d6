package io.rutter.engine.container.spec;

import io.rutter.engine.entity.Copy;
import io.rutter.engine.entity.Wire;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What runs, as the user and the image together say it. Source: Docker Engine API 1.51, ContainerConfig.
 *
 * @param cmd null when neither user nor image gives one
 * @param entrypoint null when there is none; an empty list clears the image's
 * @param env {@code NAME=value}, later ones win
 * @param exposedPorts {@code 80/tcp}
 * @param volumes container paths that get an anonymous volume each
 * @param stopTimeoutSeconds null for the engine's 10 seconds
 */
public record ContainerConfig(
        String image,
        @Nullable List<String> cmd,
        @Nullable List<String> entrypoint,
        List<String> env,
        String user,
        String workingDir,
        Map<String, String> labels,
        boolean tty,
        boolean openStdin,
        boolean stdinOnce,
        boolean attachStdin,
        boolean attachStdout,
        boolean attachStderr,
        String hostname,
        String domainname,
        List<String> exposedPorts,
        List<String> volumes,
        @Nullable String stopSignal,
        @Nullable Integer stopTimeoutSeconds,
        @Nullable Healthcheck healthcheck,
        boolean argsEscaped,
        boolean networkDisabled,
        @Nullable String macAddress,
        @Nullable List<String> onBuild,
        @Nullable List<String> shell)
        implements Wire {
    public ContainerConfig {
        image = Copy.text(image);
        cmd = cmd == null ? null : List.copyOf(cmd);
        entrypoint = entrypoint == null ? null : List.copyOf(entrypoint);
        env = Copy.list(env);
        user = Copy.text(user);
        workingDir = Copy.text(workingDir);
        labels = Copy.map(labels);
        hostname = Copy.text(hostname);
        domainname = Copy.text(domainname);
        exposedPorts = Copy.list(exposedPorts);
        volumes = Copy.list(volumes);
        onBuild = Copy.listOrNull(onBuild);
        shell = Copy.listOrNull(shell);
    }

    /** A process of which nothing else is said: no terminal, no input, the image's signal to stop. */
    public static ContainerConfig of(
            String image,
            @Nullable List<String> entrypoint,
            @Nullable List<String> cmd,
            List<String> env,
            String user,
            String workingDir) {
        return new ContainerConfig(
                image,
                cmd,
                entrypoint,
                env,
                user,
                workingDir,
                Map.of(),
                false,
                false,
                false,
                false,
                true,
                true,
                "",
                "",
                List.of(),
                List.of(),
                null,
                null,
                null,
                false,
                false,
                null,
                null,
                null);
    }

    /** Entrypoint and command together: what is executed. */
    public List<String> argv() {
        return Stream.concat(Copy.list(entrypoint).stream(), Copy.list(cmd).stream())
                .toList();
    }
}
