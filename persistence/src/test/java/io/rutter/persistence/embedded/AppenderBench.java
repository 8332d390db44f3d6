package io.rutter.persistence.embedded;

import io.rutter.engine.entity.Actor;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.log.Admission.Admitted;
import io.rutter.engine.log.Draft;
import io.rutter.engine.log.Write;
import io.rutter.engine.volume.VolumeEvent.VolumeCreated;
import io.rutter.persistence.embedded.EmbeddedJournal.Reign;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Durable events a second through the appender alone: admission with encoding, queue, batch with all its indexes, sync, answer.
 * No actors. Arguments: writers, seconds, directory to make the log in.
 */
public final class AppenderBench {
    private static final int MAX_SAMPLES = 4_000_000;

    private final EmbeddedJournal journal;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final long[] nanos = new long[MAX_SAMPLES];
    private final AtomicInteger samples = new AtomicInteger();
    private final long end;
    private final CountDownLatch running;

    private AppenderBench(EmbeddedJournal journal, int writers, int seconds) {
        this.journal = journal;
        this.running = new CountDownLatch(writers);
        this.end = System.nanoTime() + seconds * 1_000_000_000L;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int writers = Integer.parseInt(arguments[0]);
        int seconds = Integer.parseInt(arguments[1]);
        Path directory = Files.createTempDirectory(Path.of(arguments[2]), "rutter-bench");
        try (EmbeddedJournal journal = EmbeddedJournal.open(
                directory,
                InstantSource.system(),
                new Reign("bench", "0", "boot"),
                event -> false,
                (message, cause) -> cause.printStackTrace())) {
            journal.start(List.of(), List.of());
            System.out.print("warm-up   ");
            new AppenderBench(journal, writers, 3).run(writers);
            System.out.print("measured  ");
            new AppenderBench(journal, writers, seconds).run(writers);
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
    }

    private void run(int writers) throws InterruptedException {
        long start = System.nanoTime();
        Duration before = processor();
        for (int i = 0; i < writers; i++) {
            threads.execute(new Writer());
        }
        running.await();
        long took = System.nanoTime() - start;
        threads.shutdown();
        int count = Math.min(samples.get(), MAX_SAMPLES);
        Arrays.sort(nanos, 0, count);
        System.out.printf(
                "%d writers: %,d events/s, p50 %.2f ms, p99 %.2f ms, processor an event %.1f µs%n",
                writers,
                samples.get() * 1_000_000_000L / took,
                nanos[count / 2] / 1e6,
                nanos[(int) (count * 0.99)] / 1e6,
                processor().minus(before).toNanos() / 1e3 / samples.get());
    }

    /** Used by this process so far, on all its threads. */
    private static Duration processor() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }

    /** Writes its next event when the one before is durable. */
    private final class Writer implements Runnable, Write.Waiting {
        private final EntityKey key = EntityKey.volume(UUID.randomUUID().toString());
        private final String uuid = UUID.randomUUID().toString();
        private long sequence;
        private long started;

        @Override
        public void run() {
            started = System.nanoTime();
            sequence++;
            Instant now = Instant.now();
            var event = new VolumeCreated(
                    key.id(),
                    "node-1234567890",
                    "local",
                    Map.of("type", "nfs", "o", "addr=10.0.0.1,rw", "device", ":/exports/data"),
                    Map.of("com.docker.compose.project", "shop", "com.docker.compose.volume", "data"),
                    false,
                    now);
            var room = (Admitted.Room) journal.admission().admit(List.of(event));
            var origin = new Origin(Actor.user("1000", "docker[812]", null), uuid + sequence, 0, null);
            var draft = new Draft(
                    key,
                    sequence,
                    1,
                    origin,
                    null,
                    event,
                    TestJournal.live("a"),
                    room.encoded().getFirst(),
                    uuid);
            journal.write(Write.of(List.of(draft), this));
        }

        @Override
        public void durable(long first, long last) {
            long now = System.nanoTime();
            int sample = samples.getAndIncrement();
            if (sample < MAX_SAMPLES) {
                nanos[sample] = now - started;
            }
            if (now < end) {
                threads.execute(this);
            } else {
                running.countDown();
            }
        }

        @Override
        public void refused(RuntimeException why) {
            throw why;
        }

        @Override
        public void unknown(RuntimeException why) {
            throw why;
        }
    }
}
