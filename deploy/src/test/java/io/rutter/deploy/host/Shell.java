package io.rutter.deploy.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs commands of the host: each with an end to the wait, its output through a file so that no pipe can block. */
public final class Shell {
    private Shell() {}

    /** @param limit after which the command and its children get SIGKILL and {@link Outcome#OUT_OF_TIME} is the exit */
    public static Outcome run(Duration limit, Map<String, String> environment, List<String> command) {
        try {
            Path output = Files.createTempFile("rutter-it-", ".out");
            try {
                return run(limit, environment, command, output);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(String.join(" ", command), e);
        }
    }

    public static Outcome run(Duration limit, String... command) {
        return run(limit, Map.of(), List.of(command));
    }

    private static Outcome run(Duration limit, Map<String, String> environment, List<String> command, Path output)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectInput(Path.of("/dev/null").toFile()).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        long start = System.nanoTime();
        Process process = builder.start();
        boolean ended = await(process, limit);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        return new Outcome(ended ? process.exitValue() : Outcome.OUT_OF_TIME, text, took);
    }

    private static boolean await(Process process, Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new IllegalStateException("interrupted while a command ran", e);
        }
    }
}
