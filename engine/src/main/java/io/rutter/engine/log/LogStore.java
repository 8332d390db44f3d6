package io.rutter.engine.log;

import io.rutter.engine.id.EntityKey;
import java.io.IOException;
import java.util.List;

/** Where a log is kept durably. Only the appender of the current epoch writes to it, from one thread. */
public interface LogStore {
    Tail tail();

    /**
     * Appends a batch if, and only if, its first offset is the tail's next; blocks until it is durable.
     *
     * @throws IOException when the store is broken: nothing may be written to it again by this process
     */
    Outcome append(Batch batch) throws IOException;

    /** Sequence of an entity's last durable entry; 0 when it has none. */
    long lastSequence(EntityKey key);

    /** Entries in order, at most {@code max}, from an offset on. */
    List<LogEntry> page(long from, int max);

    /** What became of an append. */
    sealed interface Outcome {
        /** It is durable. */
        record Applied() implements Outcome {}

        /** Another appender has written at this place: this one is deposed. */
        record NotApplied(String by) implements Outcome {}

        /** It may or may not be there. The same batch has to be appended again until the outcome is known. */
        record Unknown(String why) implements Outcome {}
    }
}
