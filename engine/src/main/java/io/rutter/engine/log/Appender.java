package io.rutter.engine.log;

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
import io.rutter.engine.log.AppenderState.Settled;
import io.rutter.engine.log.AppenderState.UnderWay;
import io.rutter.engine.log.LogStore.Outcome.Applied;
import io.rutter.engine.log.LogStore.Outcome.NotApplied;
import io.rutter.engine.log.LogStore.Outcome.Unknown;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The only writer of the log, as a pure step: it gives offsets, epochs and times, puts what waits into batches, and has one
 * batch under way at a time.
 */
public final class Appender {
    /** A batch has at most so many entries and payload bytes; a larger write goes alone. */
    public static final int MAX_BATCH_ENTRIES = 1_000;

    public static final int MAX_BATCH_BYTES = 512 << 10;

    private Appender() {}

    /** What is known after a message, and what is to be done, in this order. */
    public record Step(AppenderState state, List<AppenderEffect> effects) {
        public Step {
            effects = List.copyOf(effects);
        }
    }

    public static Step step(AppenderState state, AppenderMessage message) {
        return switch (message) {
            case Arrived arrived -> arrive(state, arrived.write());
            case Drain drain -> drain(state, drain);
            case Stored stored -> settle(state, stored.outcome());
        };
    }

    private static Step arrive(AppenderState state, Write write) {
        if (state.deposed()) {
            return new Step(state, List.of(new Refuse(write, "another appender writes this log now")));
        }
        return new Step(state.with(state.backlog().with(write)), List.of());
    }

    private static Step drain(AppenderState state, Drain drain) {
        if (state.underWay() != null || state.backlog().isEmpty()) {
            return new Step(state, List.of());
        }
        var filling = new Filling(state, drain);
        Backlog rest = state.backlog().turned();
        for (Backlog.Link next = rest.front(); next != null && filling.takes(next.write()); next = rest.front()) {
            filling.add(next.write());
            rest = new Backlog(next.next(), rest.back()).turned();
        }
        return filling.step(rest);
    }

    private static Step settle(AppenderState state, LogStore.Outcome outcome) {
        UnderWay underWay = Objects.requireNonNull(state.underWay(), "an outcome, and nothing is under way");
        return switch (outcome) {
            case Applied _ -> {
                LogEntry last = underWay.batch().entries().getLast().entry();
                yield new Step(
                        state.durableUpTo(new Tail(last.offset(), last.epoch(), last.recordedAt())),
                        List.of(new Publish(underWay.batch(), underWay.writes())));
            }
            case Unknown unknown -> new Step(state, List.of(new Repeat(underWay.batch(), unknown.why())));
            case NotApplied other -> stepDown(state, underWay, "another appender writes this log now: " + other.by());
        };
    }

    /** What was under way is not in the log, since another's batch has its place; what waits never reached the store. */
    private static Step stepDown(AppenderState state, UnderWay underWay, String why) {
        var effects = new ArrayList<AppenderEffect>();
        underWay.writes().forEach(settled -> effects.add(new Refuse(settled.write(), why)));
        state.backlog().inOrder().forEach(write -> effects.add(new Refuse(write, why)));
        effects.add(new StepDown(why));
        return new Step(state.steppedDown(), effects);
    }

    /** A batch while it is put together. */
    private static final class Filling {
        private final AppenderState state;
        private final Drain drain;
        private final List<Batch.Placed> placed = new ArrayList<>();
        private final List<Settled> writes = new ArrayList<>();
        private final List<AppenderEffect> refused = new ArrayList<>();
        private final Map<EntityKey, Long> sequences = new HashMap<>();
        private Instant recordedAt;
        private long bytes;

        Filling(AppenderState state, Drain drain) {
            this.state = state;
            this.drain = drain;
            this.recordedAt = state.tail().recordedAt();
        }

        boolean takes(Write write) {
            return placed.isEmpty()
                    || (placed.size() + write.drafts().size() <= MAX_BATCH_ENTRIES
                            && bytes + write.bytes() <= MAX_BATCH_BYTES);
        }

        void add(Write write) {
            String wrong = wrong(write);
            if (wrong != null) {
                refused.add(new Refuse(write, wrong));
                return;
            }
            long first = state.tail().offset() + placed.size() + 1;
            write.drafts().forEach(this::place);
            bytes += write.bytes();
            writes.add(new Settled(write, first, state.tail().offset() + placed.size()));
        }

        /** Looked at before anything of the write is placed, so that it goes in whole or not at all. */
        private @Nullable String wrong(Write write) {
            var ahead = new HashMap<EntityKey, Long>();
            for (Draft draft : write.drafts()) {
                long last = ahead.getOrDefault(draft.key(), last(draft.key()));
                if (draft.sequence() != last + 1) {
                    return draft.key() + " has sequence " + last + " in the log, and a write came with "
                            + draft.sequence();
                }
                ahead.put(draft.key(), draft.sequence());
            }
            return null;
        }

        private long last(EntityKey key) {
            return sequences.computeIfAbsent(key, drain.lastSequence()::applyAsLong);
        }

        private void place(Draft draft) {
            Instant now = drain.now().truncatedTo(ChronoUnit.MICROS);
            Instant earliest = recordedAt.plus(1, ChronoUnit.MICROS);
            recordedAt = now.isAfter(earliest) ? now : earliest;
            long offset = state.tail().offset() + placed.size() + 1;
            placed.add(new Batch.Placed(draft.at(offset, state.epoch(), recordedAt), draft));
            sequences.put(draft.key(), draft.sequence());
        }

        Step step(Backlog rest) {
            var effects = new ArrayList<>(refused);
            if (placed.isEmpty()) {
                effects.add(new Answer(List.copyOf(writes)));
                return new Step(state.with(rest), effects);
            }
            var batch = new Batch(state.reign(), placed);
            effects.add(new Append(batch));
            return new Step(state.with(rest, new UnderWay(batch, List.copyOf(writes))), effects);
        }
    }
}
