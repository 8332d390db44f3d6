package io.rutter.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.id.EntityKey;
import io.rutter.engine.log.AppenderMessage.Arrived;
import io.rutter.engine.log.AppenderMessage.Drain;
import io.rutter.engine.log.AppenderMessage.Stored;
import io.rutter.engine.log.LogStore.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Appenders that come and go over one store whose answers may get lost: whatever happens, what was acknowledged is in the log
 * once, what was refused is not, offsets have no gap, and times and epochs never fall.
 */
class AppenderPropertiesTest {
    private static final int STEPS = 2_000;
    private static final int ENTITIES = 5;

    static List<Long> seeds() {
        String given = System.getProperty("rutter.seed");
        return given != null
                ? List.of(Long.parseLong(given))
                : new Random().longs(30).boxed().toList();
    }

    @ParameterizedTest(name = "-Drutter.seed={0}")
    @MethodSource("seeds")
    void whateverHappensTheLogTellsTheTruth(long seed) {
        var world = new Simulated(new Random(seed));
        for (int i = 0; i < STEPS; i++) {
            world.step();
        }
        world.settle();
        world.check();
    }

    /** A store, the appenders that compete for it, and what their clients were told. */
    private static final class Simulated {
        private final Random random;
        private final List<Batch.Placed> log = new ArrayList<>();
        private final Map<Long, UUID> firsts = new HashMap<>();
        private final Map<EntityKey, Long> sequences = new HashMap<>();
        private final List<Told> told = new ArrayList<>();
        private final List<Running> appenders = new ArrayList<>();
        private Instant clock = Instant.parse("2030-01-01T00:00:00Z");

        Simulated(Random random) {
            this.random = random;
            appenders.add(new Running());
        }

        void step() {
            clock = clock.plusNanos(random.nextInt(-5_000, 10_000));
            Running appender = appenders.get(random.nextInt(appenders.size()));
            switch (random.nextInt(40)) {
                case 0 -> appenders.add(new Running());
                case 1, 2, 3 -> appender.drain();
                case 4, 5, 6 -> appender.store(random.nextInt(4) == 0);
                default -> appender.write(random.nextInt(4));
            }
        }

        void settle() {
            for (Running appender : appenders) {
                for (int i = 0; i < STEPS && !appender.state.idle(); i++) {
                    appender.drain();
                    appender.store(false);
                }
                assertThat(appender.state.idle()).isTrue();
            }
        }

        void check() {
            for (int i = 0; i < log.size(); i++) {
                LogEntry entry = log.get(i).entry();
                assertThat(entry.offset()).isEqualTo(i + 1L);
                if (i > 0) {
                    LogEntry before = log.get(i - 1).entry();
                    assertThat(entry.recordedAt()).isAfter(before.recordedAt());
                    assertThat(entry.epoch()).isGreaterThanOrEqualTo(before.epoch());
                }
            }
            for (Told one : told) {
                assertThat(one.answers).as("answers to a write").isEqualTo(1);
                long there = log.stream()
                        .filter(placed -> one.write.drafts().contains(placed.draft()))
                        .count();
                assertThat(there).isEqualTo(one.durable ? one.write.drafts().size() : 0);
                for (int i = 0; one.durable && i < one.write.drafts().size(); i++) {
                    assertThat(log.get((int) (one.first + i - 1)).draft())
                            .isSameAs(one.write.drafts().get(i));
                }
            }
        }

        /** What a client was told, and how often. */
        private final class Told implements Write.Waiting {
            private Write write;
            private int answers;
            private boolean durable;
            private long first;

            @Override
            public void durable(long firstOffset, long lastOffset) {
                answers++;
                durable = true;
                first = firstOffset;
            }

            @Override
            public void refused(RuntimeException why) {
                answers++;
            }

            @Override
            public void unknown(RuntimeException why) {
                answers++;
            }
        }

        private Write told(List<Draft> drafts) {
            var waiting = new Told();
            waiting.write = Write.of(drafts, waiting);
            told.add(waiting);
            return waiting.write;
        }

        /** One appender with its step driven by hand. */
        private final class Running {
            private AppenderState state;

            Running() {
                Tail tail = log.isEmpty() ? Tail.EMPTY : tail();
                EntityKey key = EntityKey.parse("log|log");
                long next = sequences.getOrDefault(key, 0L) + 1;
                state = AppenderState.opening(
                        new UUID(random.nextLong(), random.nextLong()),
                        tail,
                        told(List.of(AppenderTest.draft(key, next, 10))));
            }

            void write(int drafts) {
                EntityKey key = EntityKey.volume("v" + random.nextInt(ENTITIES));
                long last = sequences.getOrDefault(key, 0L);
                if (random.nextInt(10) == 0) {
                    last++;
                }
                var list = new ArrayList<Draft>();
                for (int i = 1; i <= drafts; i++) {
                    list.add(AppenderTest.draft(key, last + i, random.nextInt(Appender.MAX_BATCH_BYTES / 2)));
                }
                feed(new Arrived(told(list)));
            }

            void drain() {
                feed(new Drain(clock, key -> sequences.getOrDefault(key, 0L)));
            }

            void store(boolean answerIsLost) {
                if (state.underWay() == null) {
                    return;
                }
                Outcome outcome = append(state.underWay().batch());
                feed(new Stored(answerIsLost ? new Outcome.Unknown("lost") : outcome));
            }

            private void feed(AppenderMessage message) {
                Appender.Step step = Appender.step(state, message);
                state = step.state();
                for (AppenderEffect effect : step.effects()) {
                    switch (effect) {
                        case AppenderEffect.Publish publish -> publish.writes().forEach(this::tell);
                        case AppenderEffect.Answer answer -> answer.barriers().forEach(this::tell);
                        case AppenderEffect.Refuse refuse ->
                            refuse.write().waiting().refused(new IllegalStateException(refuse.why()));
                        case AppenderEffect.Append _, AppenderEffect.Repeat _, AppenderEffect.StepDown _ -> {}
                    }
                }
            }

            private void tell(AppenderState.Settled settled) {
                settled.write().waiting().durable(settled.first(), settled.last());
            }
        }

        private Tail tail() {
            LogEntry last = log.getLast().entry();
            return new Tail(last.offset(), last.epoch(), last.recordedAt());
        }

        /** The store's compare-and-set, as Cassandra does it. */
        private Outcome append(Batch batch) {
            UUID there = firsts.get(batch.first());
            if (there != null || batch.first() != log.size() + 1L) {
                return batch.reign().equals(there) ? new Outcome.Applied() : new Outcome.NotApplied("another");
            }
            firsts.put(batch.first(), batch.reign());
            log.addAll(batch.entries());
            batch.entries()
                    .forEach(placed ->
                            sequences.put(placed.entry().key(), placed.entry().sequence()));
            return new Outcome.Applied();
        }
    }
}
