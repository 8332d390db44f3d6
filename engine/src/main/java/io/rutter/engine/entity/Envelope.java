package io.rutter.engine.entity;

import io.rutter.engine.log.Encoded;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way into the log, with what the log needs beside it. The journal plugin takes the envelope as it is: state,
 * encoded form and receipt are for this process only.
 *
 * @param observedAt when a host saw it; null for what was decided here
 * @param incarnation sequence number of the birth of this life
 * @param after the state that the entity evolved, which World adopts; null when read back from the log
 * @param encoded as it was encoded at admission; null when read back from the log
 * @param receipt completed by the appender; only the last event of a write carries it
 */
public record Envelope(
        Event event,
        Origin origin,
        @Nullable Instant observedAt,
        long incarnation,
        @Nullable State after,
        @Nullable Encoded encoded,
        @Nullable Receipt receipt) {}
