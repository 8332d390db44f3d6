package io.rutter.engine.log;

import io.rutter.engine.entity.Event;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.id.EntityKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the log: a fact about one entity, with its place, its time and its cause.
 *
 * @param offset place in the log: 1, 2, 3… without a gap
 * @param epoch which appender wrote it; rises with each start and each change of leader
 * @param recordedAt when it was committed; never falls, and no two entries share it
 * @param observedAt when a host saw it; null for what was decided here
 * @param sequence place among this entity's events, over all its lives
 * @param incarnation sequence of this life's birth
 * @param origin who, by which request, because of which entry
 */
public record LogEntry(
        long offset,
        long epoch,
        Instant recordedAt,
        @Nullable Instant observedAt,
        EntityKey key,
        long sequence,
        long incarnation,
        Origin origin,
        Event event) {}
