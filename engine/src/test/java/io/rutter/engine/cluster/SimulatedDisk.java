package io.rutter.engine.cluster;

import io.rutter.engine.id.EntityKey;
import io.rutter.engine.log.Batch;
import io.rutter.engine.log.LogEntry;
import io.rutter.engine.log.LogStore.Outcome;
import io.rutter.engine.log.MemoryLog;
import io.rutter.engine.log.Tail;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What outlives every engine: the log, to which a batch is added whole, at its end, and once, as stores do it. */
final class SimulatedDisk {
    private final MemoryLog log = new MemoryLog();
    private final Map<Long, UUID> firsts = new HashMap<>();
    private final Map<EntityKey, List<LogEntry>> entities = new LinkedHashMap<>();

    MemoryLog log() {
        return log;
    }

    Tail tail() {
        if (log.tail() == 0) {
            return Tail.EMPTY;
        }
        LogEntry last = log.entries().getLast();
        return new Tail(last.offset(), last.epoch(), last.recordedAt());
    }

    Iterable<EntityKey> keys() {
        return entities.keySet();
    }

    List<LogEntry> entity(EntityKey key) {
        return entities.getOrDefault(key, List.of());
    }

    long lastSequence(EntityKey key) {
        return entity(key).size();
    }

    Outcome append(Batch batch) {
        UUID there = firsts.get(batch.first());
        if (there != null || batch.first() != log.tail() + 1) {
            return batch.reign().equals(there) ? new Outcome.Applied() : new Outcome.NotApplied("another");
        }
        firsts.put(batch.first(), batch.reign());
        batch.entries().forEach(placed -> {
            log.add(placed.entry());
            entities.computeIfAbsent(placed.entry().key(), _ -> new ArrayList<>())
                    .add(placed.entry());
        });
        return new Outcome.Applied();
    }
}
