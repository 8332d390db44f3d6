package io.rutter.deploy.bench;

import io.rutter.deploy.host.Engine;
import io.rutter.deploy.host.Rutter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Memory of an engine and of all that it keeps outside its containers, as the kernel shares it out (PSS). */
final class Footprint {
    private static final Duration REST = Duration.ofSeconds(20);
    private static final int CONTAINERS = 20;

    private Footprint() {}

    static double idleMiB(Engine engine) {
        Rutter.pause(REST);
        return pssKib(engine) / 1024.0;
    }

    /** What one more running container costs outside itself: monitors, shims, proxies, the engine's own growth. */
    static double perContainerMiB(Engine engine) {
        long before = pssKib(engine);
        List<String> names = new ArrayList<>();
        for (int at = 0; at < CONTAINERS; at++) {
            names.add("bench-rest-" + at);
            engine.docker("run", "-d", "--name", names.getLast(), "base", "sleep", "100000");
        }
        Rutter.pause(REST);
        double each = (pssKib(engine) - before) / 1024.0 / CONTAINERS;
        names.forEach(name -> engine.docker("rm", "-f", name));
        return each;
    }

    /** Every process whose command line names the engine's folder. */
    private static long pssKib(Engine engine) {
        String folder = engine.socket().getParent().toString();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .filter(process -> read(process.resolve("cmdline")).contains(folder))
                    .mapToLong(Footprint::pss)
                    .sum();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static long pss(Path process) {
        return read(process.resolve("smaps_rollup"))
                .lines()
                .filter(line -> line.startsWith("Pss:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
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
