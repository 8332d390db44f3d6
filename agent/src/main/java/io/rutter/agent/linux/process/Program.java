package io.rutter.agent.linux.process;

import io.rutter.agent.linux.HostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A host program and how to run it.
 *
 * @param path absolute
 * @param arguments without the program's own name
 * @param environment added to a minimal one (PATH); the engine's own is not handed on
 * @param stdin what it reads; empty for nothing
 * @param timeout after which it is killed
 * @param outputLimitBytes most it may write to stdout, and to stderr
 * @param directory where it starts; null for the engine's own
 * @param newSession whether it leads a session of its own and so survives signals to the engine's group
 */
@SuppressWarnings("ArrayRecordComponent") // handed through once, compared nowhere
public record Program(
        String path,
        List<String> arguments,
        Map<String, String> environment,
        byte[] stdin,
        Duration timeout,
        int outputLimitBytes,
        @Nullable Path directory,
        boolean newSession) {
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
    public static final int DEFAULT_OUTPUT_LIMIT_BYTES = 4 * 1024 * 1024;

    private static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    public Program {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /** A program by path or name; a name is looked for where system programs are. */
    public static Program of(String nameOrPath, String... arguments) throws HostException {
        return new Program(
                Programs.require(nameOrPath),
                List.of(arguments),
                Map.of(),
                new byte[0],
                DEFAULT_TIMEOUT,
                DEFAULT_OUTPUT_LIMIT_BYTES,
                null,
                false);
    }

    public Program with(List<String> more) {
        return new Program(
                path,
                Stream.concat(arguments.stream(), more.stream()).toList(),
                environment,
                stdin,
                timeout,
                outputLimitBytes,
                directory,
                newSession);
    }

    public Program withEnvironment(Map<String, String> added) {
        return new Program(path, arguments, added, stdin, timeout, outputLimitBytes, directory, newSession);
    }

    public Program withStdin(byte[] input) {
        return new Program(path, arguments, environment, input, timeout, outputLimitBytes, directory, newSession);
    }

    public Program withTimeout(Duration limit) {
        return new Program(path, arguments, environment, stdin, limit, outputLimitBytes, directory, newSession);
    }

    public Program in(Path place) {
        return new Program(path, arguments, environment, stdin, timeout, outputLimitBytes, place, newSession);
    }

    public Program inNewSession() {
        return new Program(path, arguments, environment, stdin, timeout, outputLimitBytes, directory, true);
    }

    List<String> argv() {
        return Stream.concat(Stream.of(path), arguments.stream()).toList();
    }

    List<String> envp() {
        var all = new ArrayList<String>();
        if (!environment.containsKey("PATH")) {
            all.add("PATH=" + DEFAULT_PATH);
        }
        environment.forEach((name, value) -> all.add(name + "=" + value));
        return all;
    }

    static List<String> searchPath() {
        return List.of(DEFAULT_PATH.split(":"));
    }
}
