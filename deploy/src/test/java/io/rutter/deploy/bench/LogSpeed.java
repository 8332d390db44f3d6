package io.rutter.deploy.bench;

import com.typesafe.config.ConfigFactory;
import io.rutter.deploy.Checkout;
import io.rutter.deploy.bench.Table.Unit;
import io.rutter.deploy.host.Outcome;
import io.rutter.deploy.host.Shell;
import io.rutter.deploy.host.TestFolder;
import io.rutter.engine.claims.ClaimsRegistry;
import io.rutter.engine.cluster.Engine;
import io.rutter.engine.cluster.EngineBuild;
import io.rutter.engine.cluster.world.WorldKeeper;
import io.rutter.engine.entity.Actor;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.entity.Reply;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.volume.VolumeCommand;
import io.rutter.engine.volume.VolumeCommand.CreateVolume;
import io.rutter.engine.volume.VolumeCommand.RemoveVolume;
import io.rutter.engine.world.World;
import io.rutter.persistence.embedded.EmbeddedJournal;
import io.rutter.persistence.embedded.EmbeddedJournal.Reign;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.SpawnProtocol;

/**
 * How fast commands become durable: real entities, claims, journal and World in this process, from the command to the reply that comes
 * after World, with whole envelopes; beside it what the disk takes to sync. Arguments: an empty directory, seconds for each measure.
 * Prints a line: events a second at 200 writers; microseconds of the median reply to one writer alone, of the median sync, and of
 * processor an event at 200 writers, which other processes on the machine change little.
 */
public final class LogSpeed implements AutoCloseable {
    private static final int WRITERS = 200;
    private static final double GOAL_EVENTS = 50_000;
    private static final double GOAL_SYNCS = 2;
    private static final int SECONDS = 5;
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final int MOST_SAMPLES = 4_000_000;
    private static final int SYNCS = 500;
    private static final int SYNCED_BYTES = 600;

    private final EmbeddedJournal journal;
    private final ActorSystem<SpawnProtocol.Command> system;
    private final Engine engine;

    private LogSpeed(Path directory) throws IOException {
        InstantSource clock = InstantSource.system();
        journal = EmbeddedJournal.open(
                directory, clock, new Reign("bench", "0", "boot"), event -> false, (message, cause) -> {
                    throw new IllegalStateException(message, cause);
                });
        var keeper = new WorldKeeper(World.EMPTY, WorldKeeper.teller());
        var claims = new ClaimsRegistry();
        journal.start(List.of(claims), List.of(keeper));
        var config = ConfigFactory.parseResources("rutter-engine.conf")
                .withFallback(ConfigFactory.parseResources("rutter-journal.conf"))
                .withFallback(ConfigFactory.load());
        system = ActorSystem.create(
                SpawnProtocol.create(),
                "bench",
                ActorSystemSetup.create(BootstrapSetup.create(config), journal.setup(keeper)));
        engine = Engine.start(
                system,
                keeper,
                claims,
                journal.log(),
                journal.admission(),
                null,
                new Engine.Settings("bench", new EngineBuild("0", "", ""), List.of(), subnets -> subnets, 1, clock),
                new Random(1));
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        int seconds = Integer.parseInt(arguments[1]);
        long syncNanos = medianSyncNanos(directory);
        try (var speed = new LogSpeed(Files.createDirectory(directory.resolve("journal")))) {
            speed.run(WRITERS, seconds);
            Measure many = speed.run(WRITERS, seconds);
            Measure alone = speed.run(1, seconds);
            System.out.printf(
                    "%d %d %d %d%n",
                    many.eventsPerSecond, alone.medianNanos / 1_000, syncNanos / 1_000, many.processorNanos / 1_000);
        }
    }

    /** Measured in a process of its own, with the engine's own options for the JVM. */
    static void addTo(Table table) {
        Path folder = TestFolder.of("bench-log");
        Path options = Checkout.distribution().resolve("conf/rutter.env");
        String command = "rm -rf " + folder + "; mkdir -p " + folder + "; . " + options + "; exec "
                + ProcessHandle.current().info().command().orElseThrow()
                + " $RUTTER_JVM_OPTS $RUTTER_ENGINE_OPTS -cp " + System.getProperty("java.class.path") + " "
                + LogSpeed.class.getName() + " " + folder + " " + SECONDS;
        Outcome outcome = Shell.run(LIMIT, "bash", "-c", command);
        Shell.run(LIMIT, "rm", "-rf", folder.toString());
        String[] figures = outcome.output().lines().toList().getLast().split(" ");
        table.reached(
                "durable events, " + WRITERS + " writers, from the command to the reply after World",
                Double.parseDouble(figures[0]),
                Unit.EVENTS,
                GOAL_EVENTS);
        table.limited(
                "one writer alone, median, in syncs of the same disk",
                Double.parseDouble(figures[1]) / Double.parseDouble(figures[2]),
                Double.NaN,
                Unit.RATIO,
                GOAL_SYNCS);
        table.floor("one sync of the log's disk", Unit.MICROS.of(Double.parseDouble(figures[2])));
        table.floor("processor a durable event", Unit.MICROS.of(Double.parseDouble(figures[3])));
    }

    /** Of appending to a file what one event takes, and syncing it. */
    private static long medianSyncNanos(Path directory) throws IOException {
        long[] nanos = new long[SYNCS];
        try (FileChannel file =
                FileChannel.open(directory.resolve("sync"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int i = 0; i < SYNCS; i++) {
                long begin = System.nanoTime();
                file.write(ByteBuffer.allocate(SYNCED_BYTES));
                file.force(false);
                nanos[i] = System.nanoTime() - begin;
            }
        }
        Arrays.sort(nanos);
        return nanos[SYNCS / 2];
    }

    private record Measure(long eventsPerSecond, long medianNanos, long processorNanos) {}

    /** Used by this process so far, on all its threads. */
    private static long processorNanos() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }

    private Measure run(int writers, int seconds) throws InterruptedException {
        var round = new Round(writers, System.nanoTime() + seconds * 1_000_000_000L);
        long begin = System.nanoTime();
        long used = processorNanos();
        for (int i = 0; i < writers; i++) {
            round.next(EntityKey.volume("v" + i), 0);
        }
        round.running.await();
        long took = System.nanoTime() - begin;
        int count = Math.min(round.samples.get(), MOST_SAMPLES);
        Arrays.sort(round.nanos, 0, count);
        return new Measure(
                round.samples.get() * 1_000_000_000L / took,
                round.nanos[count / 2],
                (processorNanos() - used) / round.samples.get());
    }

    /** Writers of which each sends its next command when it has its reply. */
    private final class Round {
        private final Origin origin = new Origin(Actor.user("1000", "docker[812]", null), "bench", 0, null);
        private final CreateVolume create = new CreateVolume(
                "bench",
                "local",
                Map.of("type", "nfs", "o", "addr=10.0.0.1,rw", "device", ":/exports/data"),
                Map.of("com.docker.compose.project", "shop", "com.docker.compose.volume", "data"),
                false);
        private final long[] nanos = new long[MOST_SAMPLES];
        private final AtomicInteger samples = new AtomicInteger();
        private final CountDownLatch running;
        private final long end;

        Round(int writers, long end) {
            this.running = new CountDownLatch(writers);
            this.end = end;
        }

        void next(EntityKey key, int count) {
            long begin = System.nanoTime();
            VolumeCommand command = count % 2 == 0 ? create : new RemoveVolume(false);
            var named = new Origin(origin.actor(), key.id() + "-" + count, 0, null);
            engine.commands().send(key, command, named).whenComplete((reply, failure) -> {
                if (failure != null || !(reply instanceof Reply.Done)) {
                    throw new IllegalStateException("not done: " + reply, failure);
                }
                int sample = samples.getAndIncrement();
                if (sample < MOST_SAMPLES) {
                    nanos[sample] = System.nanoTime() - begin;
                }
                if (System.nanoTime() < end || count % 2 == 0) {
                    next(key, count + 1);
                } else {
                    running.countDown();
                }
            });
        }
    }

    @Override
    public void close() throws IOException {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
        journal.close();
    }
}
