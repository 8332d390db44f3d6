package io.rutter.engine.log;

import java.util.List;
import java.util.UUID;

/**
 * What goes to the store in one append: all of it or nothing.
 *
 * @param reign the appender that made it; with the first offset it names the batch, so that one whose outcome is unknown can
 *     be recognised
 * @param entries contiguous offsets, at least one
 */
public record Batch(UUID reign, List<Placed> entries) {
    public Batch {
        entries = List.copyOf(entries);
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("a batch without entries");
        }
    }

    /** A draft and the entry that it became. */
    public record Placed(LogEntry entry, Draft draft) {}

    public long first() {
        return entries.getFirst().entry().offset();
    }

    public long last() {
        return entries.getLast().entry().offset();
    }
}
