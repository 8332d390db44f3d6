package io.rutter.engine.log;

import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A log in memory. */
public final class MemoryLog implements EventLog {
    private final List<LogEntry> entries = new ArrayList<>();

    public void add(LogEntry entry) {
        if (entry.offset() != tail() + 1) {
            throw new IllegalArgumentException("entry " + entry.offset() + " does not follow " + tail());
        }
        entries.add(entry);
    }

    public List<LogEntry> entries() {
        return entries;
    }

    @Override
    public String logId() {
        return "log";
    }

    @Override
    public long tail() {
        return entries.size();
    }

    @Override
    public List<LogEntry> page(long from, int max) {
        return entries.stream().skip(from - 1).limit(max).toList();
    }

    @Override
    public List<LogEntry> entity(EntityKey key, long fromSequence, long toSequence) {
        return entries.stream()
                .filter(entry -> entry.key().equals(key))
                .filter(entry -> entry.sequence() >= fromSequence && entry.sequence() <= toSequence)
                .toList();
    }

    @Override
    public List<EntityKey> entities(Kind kind, String idPrefix, int max) {
        return entries.stream()
                .map(LogEntry::key)
                .filter(key -> key.kind() == kind && key.id().startsWith(idPrefix))
                .distinct()
                .limit(max)
                .toList();
    }

    @Override
    public Optional<OffsetRange> request(String requestId) {
        List<LogEntry> of = written(requestId, Integer.MAX_VALUE);
        return of.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new OffsetRange(of.getFirst().offset(), of.getLast().offset()));
    }

    @Override
    public List<LogEntry> written(String requestId, int max) {
        return entries.stream()
                .filter(entry -> entry.origin().requestId().equals(requestId))
                .limit(max)
                .toList();
    }

    @Override
    public long offsetAt(Instant time) {
        return entries.stream()
                .filter(entry -> !entry.recordedAt().isAfter(time))
                .count();
    }
}
