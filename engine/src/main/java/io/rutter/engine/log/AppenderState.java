package io.rutter.engine.log;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that the appender knows between two steps.
 *
 * @param reign this appender, in no other process and in no other life
 * @param epoch that it writes
 * @param tail the last entry known to be durable
 * @param backlog writes that have arrived and are not under way
 * @param underWay the one batch that the store has; null when it has none
 * @param deposed another appender writes now: nothing is taken any more
 */
public record AppenderState(
        UUID reign,
        long epoch,
        Tail tail,
        Backlog backlog,
        @Nullable UnderWay underWay,
        boolean deposed) {
    /**
     * At the start of a reign.
     *
     * @param tail end of the log as found
     * @param epochStarted the write that opens the epoch; it goes first
     */
    public static AppenderState opening(UUID reign, Tail tail, Write epochStarted) {
        return new AppenderState(reign, tail.epoch() + 1, tail, Backlog.EMPTY.with(epochStarted), null, false);
    }

    /** A batch, and the writes and barriers that its outcome answers. */
    record UnderWay(Batch batch, List<Settled> writes) {}

    /** A write with the offsets that it has once the batch is durable. */
    public record Settled(Write write, long first, long last) {}

    /** Whether nothing waits and nothing is under way. */
    public boolean idle() {
        return backlog.isEmpty() && underWay == null;
    }

    /** Writes whose batch the store has, so that nobody knows yet whether they are durable. */
    public List<Settled> unsettled() {
        return underWay == null ? List.of() : underWay.writes();
    }

    /** Writes that have not reached the store, in order. */
    public List<Write> waiting() {
        return backlog.inOrder();
    }

    AppenderState with(Backlog newBacklog) {
        return new AppenderState(reign, epoch, tail, newBacklog, underWay, deposed);
    }

    AppenderState with(Backlog newBacklog, @Nullable UnderWay newUnderWay) {
        return new AppenderState(reign, epoch, tail, newBacklog, newUnderWay, deposed);
    }

    AppenderState durableUpTo(Tail newTail) {
        return new AppenderState(reign, epoch, newTail, backlog, null, deposed);
    }

    AppenderState steppedDown() {
        return new AppenderState(reign, epoch, tail, Backlog.EMPTY, null, true);
    }
}
