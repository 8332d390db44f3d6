package io.rutter.engine.log;

import java.time.Instant;

/**
 * The end of a log.
 *
 * @param offset of the last entry; 0 when the log is empty
 * @param epoch of the last entry; 0 when the log is empty
 * @param recordedAt of the last entry; the epoch of Unix time when the log is empty
 */
public record Tail(long offset, long epoch, Instant recordedAt) {
    public static final Tail EMPTY = new Tail(0, 0, Instant.EPOCH);
}
