package io.rutter.engine.cluster.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.entity.Actor;
import io.rutter.engine.entity.Event;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import io.rutter.engine.log.EventLog;
import io.rutter.engine.log.LogEntry;
import io.rutter.engine.volume.VolumeEvent.VolumeCreated;
import io.rutter.engine.volume.VolumeEvent.VolumeRemoved;
import io.rutter.engine.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PastTest {
    private static final long LENGTH = 300_000;
    private static final int VOLUMES = 500;
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Origin TEST = new Origin(Actor.user("test", null, null), "t", 0, null);

    /** A log in which volumes come and go by turns; it counts what is read. */
    private static class Volumes implements EventLog {
        final AtomicLong read = new AtomicLong();

        @Override
        public List<LogEntry> page(long from, int max) {
            List<LogEntry> page = LongStream.range(from, Math.min(from + max, LENGTH + 1))
                    .mapToObj(Volumes::entry)
                    .toList();
            read.addAndGet(page.size());
            return page;
        }

        private static LogEntry entry(long offset) {
            long turn = (offset - 1) / VOLUMES;
            String name = "v" + (offset - 1) % VOLUMES;
            Event event = turn % 2 == 0
                    ? new VolumeCreated(name, "n", "local", Map.of(), Map.of(), false, NOON)
                    : new VolumeRemoved(name, "local", NOON);
            long birth = turn % 2 == 0 ? turn + 1 : turn;
            return new LogEntry(offset, 1, NOON, null, EntityKey.volume(name), turn + 1, birth, TEST, event);
        }

        @Override
        public String logId() {
            return "log";
        }

        @Override
        public long tail() {
            return LENGTH;
        }

        @Override
        public List<LogEntry> entity(EntityKey key, long fromSequence, long toSequence) {
            return List.of();
        }

        @Override
        public List<EntityKey> entities(Kind kind, String idPrefix, int max) {
            return List.of();
        }

        @Override
        public Optional<OffsetRange> request(String requestId) {
            return Optional.empty();
        }

        @Override
        public List<LogEntry> written(String requestId, int max) {
            return List.of();
        }

        @Override
        public long offsetAt(Instant time) {
            return 0;
        }
    }

    private static int expected(long offset) {
        long turn = offset / VOLUMES;
        long part = offset % VOLUMES;
        return (int) (turn % 2 == 0 ? part : VOLUMES - part);
    }

    @Test
    void theFirstLookFoldsTheLogAndEachOneAfterItASmallPart() {
        var log = new Volumes();
        var past = new Past(log);
        assertThat(past.at(LENGTH).offset()).isEqualTo(LENGTH);
        assertThat(log.read.get()).isEqualTo(LENGTH);
        var random = new Random(1);
        for (int i = 0; i < 50; i++) {
            long offset = 1 + random.nextLong(LENGTH);
            long before = log.read.get();
            World world = past.at(offset);
            assertThat(world.offset()).isEqualTo(offset);
            assertThat(world.all(Kind.VOLUME)).hasSize(expected(offset));
            assertThat(log.read.get() - before).isLessThan(LENGTH / 14);
        }
    }

    @Test
    void theSameMomentIsNotFoldedAgain() {
        var log = new Volumes();
        var past = new Past(log);
        World first = past.at(5_000);
        long before = log.read.get();
        assertThat(past.at(5_000)).isSameAs(first);
        assertThat(log.read.get()).isEqualTo(before);
    }

    @Test
    void aLookAtWhatIsNearDoesNotWaitForOneThatGoesFar() throws Exception {
        var started = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var past = new Past(new Volumes() {
            @Override
            public List<LogEntry> page(long from, int max) {
                if (from > LENGTH / 2) {
                    started.countDown();
                    awaited(goOn);
                }
                return super.page(from, max);
            }
        });
        CompletableFuture<World> far = CompletableFuture.supplyAsync(() -> past.at(LENGTH), PastTest::start);
        awaited(started);
        CompletableFuture<World> near = CompletableFuture.supplyAsync(() -> past.at(LENGTH / 4), PastTest::start);
        assertThat(near.get(60, TimeUnit.SECONDS).offset()).isEqualTo(LENGTH / 4);
        assertThat(far).isNotDone();
        goOn.countDown();
        assertThat(far.get(60, TimeUnit.SECONDS).offset()).isEqualTo(LENGTH);
    }

    private static void start(Runnable look) {
        Thread.ofVirtual().start(look);
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatIsKeptHasALimitHoweverLongTheLog() {
        var kept = new KeptWorlds();
        for (long offset = 1000; offset <= 3_000_000; offset += 1000) {
            World world = World.EMPTY.at(offset, NOON);
            kept.passed(world);
            kept.asked(world);
            assertThat(kept.count()).isLessThanOrEqualTo(KeptWorlds.MOST_SPREAD + KeptWorlds.MOST_ASKED);
        }
        assertThat(kept.before(3_000_000).offset()).isEqualTo(3_000_000);
        assertThat(kept.before(1_500_000).offset()).isBetween(1_500_000 - kept.gap(), 1_500_000L);
    }
}
