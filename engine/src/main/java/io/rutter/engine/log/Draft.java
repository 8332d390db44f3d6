package io.rutter.engine.log;

import io.rutter.engine.entity.Event;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.entity.State;
import io.rutter.engine.id.EntityKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry that has no place in the log yet.
 *
 * @param sequence place among the entity's events; the appender takes only the one after the last
 * @param incarnation sequence of this life's birth, not above the sequence; 0 before the first birth
 * @param observedAt when a host saw it; null for what was decided here
 * @param after the state that the event led to
 * @param encoded the event as it will be stored
 * @param writer which instance of the entity wrote it; Pekko's writer uuid
 */
public record Draft(
        EntityKey key,
        long sequence,
        long incarnation,
        Origin origin,
        @Nullable Instant observedAt,
        Event event,
        State after,
        Encoded encoded,
        String writer) {
    public Draft {
        if (incarnation < 0 || incarnation > sequence) {
            throw new IllegalArgumentException(key + ": incarnation " + incarnation + " is above sequence " + sequence);
        }
    }

    LogEntry at(long offset, long epoch, Instant recordedAt) {
        return new LogEntry(offset, epoch, recordedAt, observedAt, key, sequence, incarnation, origin, event);
    }
}
