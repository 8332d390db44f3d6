package io.rutter.deploy.bench;

import io.rutter.deploy.Checkout;
import io.rutter.deploy.MarkedText;
import io.rutter.deploy.host.Dockerd;
import io.rutter.deploy.host.Engine;
import io.rutter.deploy.host.Rutter;
import io.rutter.deploy.host.Shell;
import io.rutter.deploy.host.TestFolder;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs the works on both engines in turns and writes the table. */
final class Bench {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int CONTAINERS_AT_START = 100;

    private final List<String> lines = new ArrayList<>();

    private Bench() {}

    public static void main(String[] arguments) {
        new Bench().run();
    }

    private void run() {
        lines.add("%s, %s processors, kernel %s."
                .formatted(
                        LocalDate.now(),
                        Runtime.getRuntime().availableProcessors(),
                        Shell.run(LIMIT, "uname", "-r").word()));
        lines.addAll(
                List.of("", "| work | Rutter | dockerd | ratio or figure | goal | |", "|---|---|---|---|---|---|"));
        try (Rutter rutter = Rutter.start(TestFolder.of("bench-r"));
                Dockerd dockerd = Dockerd.start(TestFolder.of("bench-d"))) {
            measure(rutter, dockerd);
        }
        lines.addAll(Floors.rows());
        MarkedText.write(Checkout.root().resolve("docs/performance.md"), "bench", lines);
        lines.forEach(System.out::println);
    }

    private void measure(Rutter rutter, Dockerd dockerd) {
        memory("memory of the idle engine (PSS)", Footprint.idleMiB(rutter), Footprint.idleMiB(dockerd), 150, false);
        List<Engine> engines = List.of(rutter, dockerd);
        engines.forEach(Bench::importBase);
        memory(
                "memory outside the container, a running container (PSS)",
                Footprint.perContainerMiB(rutter),
                Footprint.perContainerMiB(dockerd),
                0.3,
                true);
        engines.forEach(Works::prepare);
        for (Work work : Works.all()) {
            compare(work, rutter, dockerd);
        }
        engines.forEach(Works::clear);
        start(rutter);
    }

    private static void importBase(Engine engine) {
        String script =
                Checkout.root().resolve("deploy/src/main/scripts/base-image").toString();
        engine.run(LIMIT, Map.of(), "bash", "-c", script + " | docker import - base");
    }

    private void compare(Work work, Engine rutter, Engine dockerd) {
        Samples ours = new Samples();
        Samples theirs = new Samples();
        int unmeasured = Math.max(1, work.rounds() / 10);
        for (int round = -unmeasured; round < work.rounds(); round++) {
            Duration one = work.once().apply(rutter);
            Duration other = work.once().apply(dockerd);
            if (round >= 0) {
                ours.add(one);
                theirs.add(other);
            }
        }
        double ratio = ours.medianMillis() / theirs.medianMillis();
        row(
                work.name(),
                Samples.millis(ours.medianMillis()),
                Samples.millis(theirs.medianMillis()),
                String.format(Locale.ROOT, "%.2f", ratio),
                String.format(Locale.ROOT, "%.2f", work.goal()),
                ratio <= work.goal());
    }

    private void memory(String name, double ours, double theirs, double goal, boolean asRatio) {
        double figure = asRatio ? ours / theirs : ours;
        row(
                name,
                String.format(Locale.ROOT, "%.1f MiB", ours),
                String.format(Locale.ROOT, "%.1f MiB", theirs),
                String.format(Locale.ROOT, asRatio ? "%.2f" : "%.0f MiB", figure),
                String.format(Locale.ROOT, asRatio ? "%.2f" : "%.0f MiB", goal),
                figure <= goal);
    }

    /** From the start of the process to the first answered `docker ps`. */
    private void start(Rutter rutter) {
        for (int at = 0; at < CONTAINERS_AT_START; at++) {
            Works.create(rutter);
        }
        Samples samples = new Samples();
        for (int round = 0; round < 3; round++) {
            rutter.stop();
            long begin = System.nanoTime();
            rutter.startAgain();
            rutter.docker("ps");
            samples.add(Duration.ofNanos(System.nanoTime() - begin));
        }
        double millis = samples.medianMillis();
        String name = "start of the engine to the first answered `docker ps`, " + CONTAINERS_AT_START
                + " containers in the log";
        row(name, Samples.millis(millis), "", Samples.millis(millis), "2000 ms", millis <= 2000);
    }

    private void row(String name, String ours, String theirs, String figure, String goal, boolean reached) {
        lines.add("| %s | %s | %s | %s | %s | %s |"
                .formatted(name, ours, theirs, figure, goal, reached ? "✓" : "not yet"));
        System.err.println(lines.getLast());
    }
}
