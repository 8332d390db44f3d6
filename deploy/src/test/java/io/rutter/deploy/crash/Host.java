package io.rutter.deploy.crash;

import io.rutter.deploy.host.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What is really there: processes, mounts, links and rules of this host, asked without any engine. */
final class Host {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private Host() {}

    /** How many processes are {@code sleep SECONDS}. */
    static long sleepers(String seconds) {
        return commandLines()
                .filter(line -> line.equals("sleep\0" + seconds + "\0"))
                .count();
    }

    static List<String> mountsBelow(Path folder) {
        try {
            return Files.readAllLines(Path.of("/proc/mounts")).stream()
                    .map(line -> line.split(" ")[1])
                    .filter(path -> path.startsWith(folder + "/"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Processes other than the engine itself that were started for it. */
    static List<String> processesOf(Path folder) {
        return commandLines()
                .filter(line -> line.contains(folder.toString()) && !line.contains("io.rutter.deploy.Main"))
                .map(line -> line.replace('\0', ' '))
                .toList();
    }

    /** Names of the links that a container's network leaves on the host. */
    static List<String> veths() {
        return Shell.run(LIMIT, "ip", "-o", "link", "show", "type", "veth")
                .output()
                .lines()
                .map(line -> line.split(": ")[1])
                .toList();
    }

    static String rules() {
        return Shell.run(LIMIT, "nft", "-s", "list", "ruleset").output();
    }

    private static Stream<String> commandLines() {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .map(process -> read(process.resolve("cmdline")))
                    .filter(line -> !line.isEmpty())
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty where the process has gone meanwhile. */
    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
