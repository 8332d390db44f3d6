package io.rutter.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.entity.Actor;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.log.AppenderEffect.Answer;
import io.rutter.engine.log.AppenderEffect.Append;
import io.rutter.engine.log.AppenderEffect.Publish;
import io.rutter.engine.log.AppenderEffect.Refuse;
import io.rutter.engine.log.AppenderEffect.Repeat;
import io.rutter.engine.log.AppenderEffect.StepDown;
import io.rutter.engine.log.AppenderMessage.Arrived;
import io.rutter.engine.log.AppenderMessage.Drain;
import io.rutter.engine.log.AppenderMessage.Stored;
import io.rutter.engine.log.LogEvent.EpochStarted;
import io.rutter.engine.log.LogStore.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AppenderTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final UUID REIGN = new UUID(1, 2);
    private static final Tail TAIL = new Tail(41, 6, NOW.plusSeconds(10));
    private static final EntityKey LOG = EntityKey.parse("log|log");
    private static final EntityKey A = EntityKey.volume("a");
    private static final EntityKey B = EntityKey.volume("b");

    private AppenderState state = AppenderState.opening(REIGN, TAIL, write(draft(LOG, 7)));

    @Test
    void opensTheEpochBeforeAnythingElse() {
        take(write(draft(A, 1)));
        Batch batch = drained();
        assertThat(batch.entries()).extracting(placed -> placed.entry().key()).containsExactly(LOG, A);
        assertThat(batch.entries()).extracting(placed -> placed.entry().epoch()).containsExactly(7L, 7L);
        assertThat(batch.entries())
                .extracting(placed -> placed.entry().offset())
                .containsExactly(42L, 43L);
    }

    @Test
    void givesTimesThatNeverFallAndAreNeverShared() {
        take(write(draft(A, 1)));
        assertThat(drained().entries())
                .extracting(placed -> placed.entry().recordedAt())
                .containsExactly(
                        TAIL.recordedAt().plusNanos(1_000), TAIL.recordedAt().plusNanos(2_000));
    }

    @Test
    void hasOneBatchUnderWay() {
        drained();
        take(write(draft(A, 1)));
        assertThat(step(drain())).isEmpty();
    }

    @Test
    void tellsNobodyBeforeTheBatchIsDurable() {
        take(write(draft(A, 1), draft(A, 2)));
        drained();
        List<AppenderEffect> effects = step(new Stored(new Outcome.Applied()));
        var publish = (Publish) effects.getFirst();
        assertThat(effects).hasSize(1);
        assertThat(publish.writes()).extracting(AppenderState.Settled::first).containsExactly(42L, 43L);
        assertThat(publish.writes()).extracting(AppenderState.Settled::last).containsExactly(42L, 44L);
        assertThat(state.tail().offset()).isEqualTo(44);
        assertThat(state.idle()).isTrue();
    }

    @Test
    void refusesAWriteThatLeavesAGapAndKeepsTheOthers() {
        take(write(draft(A, 1), draft(A, 3)));
        take(write(draft(B, 1)));
        List<AppenderEffect> effects = step(drain());
        assertThat(((Refuse) effects.getFirst()).why())
                .isEqualTo("volume|a has sequence 1 in the log, and a write came with 3");
        assertThat(((Append) effects.get(1)).batch().entries())
                .extracting(placed -> placed.entry().key())
                .containsExactly(LOG, B);
    }

    @Test
    void refusesASecondWriteWithTheSameSequence() {
        take(write(draft(A, 1)));
        take(write(draft(A, 1)));
        assertThat(step(drain()).getFirst()).isInstanceOf(Refuse.class);
    }

    @Test
    void aLargeWriteGoesAlone() {
        step(drain());
        step(new Stored(new Outcome.Applied()));
        take(write(draft(A, 1)));
        take(write(large(B, 1)));
        take(write(draft(A, 2)));
        assertThat(drained().entries()).hasSize(1);
        step(new Stored(new Outcome.Applied()));
        assertThat(drained().entries())
                .extracting(placed -> placed.entry().key())
                .containsExactly(B);
        step(new Stored(new Outcome.Applied()));
        assertThat(drained().entries())
                .extracting(placed -> placed.entry().sequence())
                .containsExactly(2L);
    }

    @Test
    void repeatsTheSameBatchUntilItsOutcomeIsKnown() {
        Batch batch = drained();
        assertThat(step(new Stored(new Outcome.Unknown("timeout")))).containsExactly(new Repeat(batch, "timeout"));
        assertThat(step(drain())).isEmpty();
        assertThat(step(new Stored(new Outcome.Applied())).getFirst()).isInstanceOf(Publish.class);
    }

    @Test
    void stepsDownWhenAnotherHasItsPlace() {
        drained();
        take(write(draft(A, 1)));
        List<AppenderEffect> effects = step(new Stored(new Outcome.NotApplied("leader-2")));
        assertThat(effects).hasSize(3);
        assertThat(effects.subList(0, 2)).allMatch(Refuse.class::isInstance);
        assertThat(effects.getLast()).isEqualTo(new StepDown("another appender writes this log now: leader-2"));
        assertThat(step(new Arrived(write(draft(A, 1)))).getFirst()).isInstanceOf(Refuse.class);
    }

    @Test
    void answersABarrierOnceAllBeforeItIsSettled() {
        take(write());
        step(drain());
        assertThat(((Publish) step(new Stored(new Outcome.Applied())).getFirst()).writes())
                .hasSize(2);
        take(write());
        var answer = (Answer) step(drain()).getFirst();
        assertThat(answer.barriers().getFirst().first()).isEqualTo(43);
        assertThat(answer.barriers().getFirst().last()).isEqualTo(42);
    }

    private void take(Write write) {
        assertThat(step(new Arrived(write))).isEmpty();
    }

    private Batch drained() {
        return ((Append) step(drain()).getLast()).batch();
    }

    private Drain drain() {
        return new Drain(NOW, key -> key.equals(LOG) ? 6 : durable(key));
    }

    /** What the store would say: what has been published. */
    private long durable(EntityKey key) {
        return key.equals(A) ? durableOfA : 0;
    }

    private long durableOfA;

    private List<AppenderEffect> step(AppenderMessage message) {
        Appender.Step step = Appender.step(state, message);
        state = step.state();
        for (AppenderEffect effect : step.effects()) {
            if (effect instanceof Publish publish) {
                publish.batch().entries().stream()
                        .filter(placed -> placed.entry().key().equals(A))
                        .forEach(placed -> durableOfA = placed.entry().sequence());
            }
        }
        return step.effects();
    }

    private static Write write(Draft... drafts) {
        return Write.of(List.of(drafts), new Write.Waiting() {
            @Override
            public void durable(long first, long last) {}

            @Override
            public void refused(RuntimeException why) {}

            @Override
            public void unknown(RuntimeException why) {}
        });
    }

    private static Draft draft(EntityKey key, long sequence) {
        return draft(key, sequence, 10);
    }

    private static Draft large(EntityKey key, long sequence) {
        return draft(key, sequence, Appender.MAX_BATCH_BYTES + 1);
    }

    static Draft draft(EntityKey key, long sequence, int bytes) {
        var event = new EpochStarted(1, "node", "0", "boot", NOW);
        var origin = new Origin(Actor.controller("test"), "request", 0, null);
        return new Draft(
                key,
                sequence,
                1,
                origin,
                null,
                event,
                new LogDecider().nothing(),
                new Encoded(1, 1, new byte[bytes]),
                "w");
    }
}
