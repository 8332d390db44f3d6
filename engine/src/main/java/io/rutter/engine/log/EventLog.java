package io.rutter.engine.log;

import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads the log: in order, by entity, by request and by time. Every method answers from local files and may block briefly. */
public interface EventLog {
    /** Identity of this log, kept over copies. */
    String logId();

    /** Offset of the last durable entry; 0 when the log is empty. */
    long tail();

    /**
     * Entries in order.
     *
     * @param from first offset wanted
     * @param max at most so many
     */
    List<LogEntry> page(long from, int max);

    /** An entity's entries over all its lives with sequence numbers from one to another, both included. */
    List<LogEntry> entity(EntityKey key, long fromSequence, long toSequence);

    /**
     * Entities that the log tells of, the dead ones too, whose id begins so.
     *
     * @param max at most so many
     */
    List<EntityKey> entities(Kind kind, String idPrefix, int max);

    /** What a request led to: its first and last offset; empty when nothing was written for it. */
    Optional<OffsetRange> request(String requestId);

    /**
     * The entries that a request led to, in order.
     *
     * @param max at most so many
     */
    List<LogEntry> written(String requestId, int max);

    /** Offset of the last entry recorded at or before a time; 0 when there is none. */
    long offsetAt(Instant time);

    /** First and last offset, both included. */
    record OffsetRange(long first, long last) {}
}
