package io.rutter.deploy.bench;

import io.rutter.deploy.Checkout;
import io.rutter.deploy.MarkedText;
import io.rutter.deploy.bench.Table.Unit;
import io.rutter.deploy.host.Dockerd;
import io.rutter.deploy.host.Engine;
import io.rutter.deploy.host.Rutter;
import io.rutter.deploy.host.Shell;
import io.rutter.deploy.host.TestFolder;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Runs the works on both engines in turns and writes the table. */
final class Bench {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final double IDLE_MIB = 150;
    private static final double PART_OF_DOCKERDS_MEMORY = 0.3;
    private static final double PART_OF_DOCKERDS_LIST = 0.5;
    private static final double START_MILLIS = 2000;
    private static final int CROWD = 10_000;
    /** Docker's time for each does not depend on their number, but making them takes it minutes. */
    private static final int DOCKERS_CROWD = 1_000;

    private final Table table = new Table();

    private Bench() {}

    public static void main(String[] arguments) {
        new Bench().run();
    }

    private void run() {
        table.text("%s, %s processors, kernel %s."
                .formatted(
                        LocalDate.now(),
                        Runtime.getRuntime().availableProcessors(),
                        Shell.run(LIMIT, "uname", "-r").word()));
        table.head();
        LogSpeed.addTo(table);
        try (Rutter rutter = Rutter.start(TestFolder.of("bench-r"));
                Dockerd dockerd = Dockerd.start(TestFolder.of("bench-d"))) {
            measure(rutter, dockerd);
        }
        Floors.addTo(table);
        MarkedText.write(Checkout.root().resolve("docs/performance.md"), "bench", table.lines());
        table.lines().forEach(System.out::println);
    }

    private void measure(Rutter rutter, Dockerd dockerd) {
        table.limited(
                "memory of the idle engine (PSS)",
                Footprint.idleMiB(rutter),
                Footprint.idleMiB(dockerd),
                Unit.MEBIBYTES,
                IDLE_MIB);
        List<Engine> engines = List.of(rutter, dockerd);
        engines.forEach(Bench::importBase);
        table.compared(
                "memory outside the container, a running container (PSS)",
                Footprint.perContainerMiB(rutter),
                Footprint.perContainerMiB(dockerd),
                Unit.MEBIBYTES,
                PART_OF_DOCKERDS_MEMORY);
        engines.forEach(Works::prepare);
        for (Work work : Works.all()) {
            compare(work, rutter, dockerd);
        }
        engines.forEach(Works::clear);
        for (int containers : List.of(100, 1_000)) {
            start(rutter, containers);
        }
        crowds(rutter, dockerd);
    }

    private static void importBase(Engine engine) {
        String script =
                Checkout.root().resolve("deploy/src/main/scripts/base-image").toString();
        engine.run(LIMIT, Map.of(), "bash", "-c", script + " | docker import - base");
    }

    private void compare(Work work, Engine rutter, Engine dockerd) {
        Samples ours = new Samples();
        Samples theirs = new Samples();
        for (int round = -work.before(); round < work.rounds(); round++) {
            Duration one = work.once().apply(rutter);
            Duration other = work.once().apply(dockerd);
            if (round >= 0) {
                ours.add(one);
                theirs.add(other);
            }
        }
        table.compared(work.name(), ours.medianMillis(), theirs.medianMillis(), Unit.MILLIS, work.goal());
    }

    private void crowds(Rutter rutter, Dockerd dockerd) {
        try (Crowd ours = Crowd.of(rutter, CROWD);
                Crowd theirs = Crowd.of(dockerd, DOCKERS_CROWD)) {
            table.compared(
                    "list of %,d containers (of %,d for dockerd), time a container".formatted(CROWD, DOCKERS_CROWD),
                    ours.listMicrosEach(),
                    theirs.listMicrosEach(),
                    Unit.MICROS,
                    PART_OF_DOCKERDS_LIST);
            table.compared(
                    "inspect while two clients list 1,000 without a pause",
                    ours.inspectMillisUnderLoad(),
                    theirs.inspectMillisUnderLoad(),
                    Unit.MILLIS,
                    PART_OF_DOCKERDS_LIST);
        }
    }

    /** From the start of the process to the first answered `docker ps`. */
    private void start(Rutter rutter, int containers) {
        try (Crowd ignored = Crowd.of(rutter, containers)) {
            Samples samples = new Samples();
            for (int round = 0; round < 5; round++) {
                rutter.stop();
                long begin = System.nanoTime();
                rutter.startAgain();
                rutter.docker("ps");
                samples.add(Duration.ofNanos(System.nanoTime() - begin));
            }
            table.limited(
                    "start of the engine to the first answered `docker ps`, %,d containers in the log"
                            .formatted(containers),
                    samples.medianMillis(),
                    Double.NaN,
                    Unit.MILLIS,
                    START_MILLIS);
        }
    }
}
