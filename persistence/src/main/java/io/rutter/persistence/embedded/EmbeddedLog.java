package io.rutter.persistence.embedded;

import static io.rutter.persistence.embedded.Tables.Table.ENTITY;
import static io.rutter.persistence.embedded.Tables.Table.HEAD;
import static io.rutter.persistence.embedded.Tables.Table.LIFE;
import static io.rutter.persistence.embedded.Tables.Table.LOG;
import static io.rutter.persistence.embedded.Tables.Table.META;
import static io.rutter.persistence.embedded.Tables.Table.REQUEST;

import io.rutter.engine.id.EntityKey;
import io.rutter.engine.log.Batch;
import io.rutter.engine.log.LogEntry;
import io.rutter.engine.log.LogStore;
import io.rutter.engine.log.Tail;
import io.rutter.persistence.wire.WireCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * Writes the log into its tables: an entry and all its indexes in one synced write batch, so that what is there is there whole.
 * Called by the appender's thread only, but for the tail.
 */
final class EmbeddedLog implements LogStore {
    /** The chain is also kept at every so many entries, so that verifying can say where it breaks. */
    static final int CHAIN_MARK = 1_000;

    /** Heads of entities that wrote lately, so that a busy entity is not looked up for each event. */
    private static final int CACHED_HEADS = 8_192;

    private final Tables tables;
    private final EmbeddedReader reader;
    private final String logId;
    private final Chain chain;
    private volatile Tail tail;
    private final Map<EntityKey, Head> heads = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<EntityKey, Head> eldest) {
            return size() > CACHED_HEADS;
        }
    };

    private EmbeddedLog(Tables tables, WireCodec codec, String logId, StoredTail stored) {
        this.tables = tables;
        this.logId = logId;
        this.tail = stored.tail();
        this.chain = Chain.from(stored.link());
        this.reader = new EmbeddedReader(tables, codec, this::tail, logId);
    }

    /** Opens the tables; an empty directory becomes a new log. */
    static EmbeddedLog open(Path directory, WireCodec codec, boolean flush) throws IOException {
        Tables tables = Tables.open(directory, flush);
        try {
            byte[] id = tables.db().get(tables.of(META), Keys.LOG_ID);
            String logId = id == null ? newLog(tables) : new String(id, java.nio.charset.StandardCharsets.UTF_8);
            return new EmbeddedLog(tables, codec, logId, StoredTail.read(tables, logId));
        } catch (RocksDBException e) {
            tables.close();
            throw broken("read", e);
        }
    }

    private static String newLog(Tables tables) throws RocksDBException {
        String logId = UUID.randomUUID().toString().replace("-", "");
        tables.db().put(tables.of(META), tables.synced(), Keys.LOG_ID, Keys.text(logId));
        return logId;
    }

    static IOException broken(String verb, RocksDBException cause) {
        return new IOException(
                "the log cannot be " + (verb.equals("read") ? "read" : "written") + ": " + cause.getMessage(), cause);
    }

    EmbeddedReader reader() {
        return reader;
    }

    @Override
    public Tail tail() {
        return tail;
    }

    @Override
    public long lastSequence(EntityKey key) {
        return head(key).sequence();
    }

    @Override
    public List<LogEntry> page(long from, int max) {
        return reader.page(from, max);
    }

    private Head head(EntityKey key) {
        return heads.computeIfAbsent(key, reader::head);
    }

    @Override
    public Outcome append(Batch batch) throws IOException {
        if (batch.first() != tail.offset() + 1) {
            return new Outcome.NotApplied("the log ends at " + tail.offset() + ", not before " + batch.first());
        }
        LogEntry last = batch.entries().getLast().entry();
        var newTail = new Tail(last.offset(), last.epoch(), last.recordedAt());
        try (var write = new WriteBatch()) {
            for (Batch.Placed placed : batch.entries()) {
                put(write, placed);
            }
            putRequests(write, batch.entries());
            write.put(tables.of(META), Keys.TAIL, new StoredTail(newTail, chain.link()).bytes());
            tables.db().write(tables.synced(), write);
        } catch (RocksDBException e) {
            throw broken("written", e);
        }
        tail = newTail;
        return new Outcome.Applied();
    }

    private void put(WriteBatch write, Batch.Placed placed) throws RocksDBException {
        LogEntry entry = placed.entry();
        EntryFormat.Parts parts = EntryFormat.parts(placed);
        chain.add(parts);
        byte[] offset = Keys.number(entry.offset());
        byte[] entity = Keys.entity(entry.key());
        write.put(tables.of(LOG), offset, parts.joined());
        write.put(tables.of(ENTITY), Keys.numbered(entity, entry.sequence()), offset);
        if (entry.offset() % CHAIN_MARK == 0) {
            write.put(tables.of(META), chainMark(entry.offset()), chain.link());
        }
        Head before = head(entry.key());
        Head after = before.next(
                entry.sequence(),
                entry.incarnation(),
                entry.offset(),
                placed.draft().after().alive());
        heads.put(entry.key(), after);
        write.put(tables.of(HEAD), entity, after.bytes());
        if (after.born() != before.born() || after.died() != before.died()) {
            byte[] life = new Bytes(2 * Long.BYTES)
                    .fixed(after.born())
                    .fixed(after.died())
                    .toArray();
            write.put(tables.of(LIFE), Keys.numbered(entity, after.birth()), life);
        }
    }

    static byte[] chainMark(long offset) {
        return Keys.numbered(Keys.text("chain"), offset);
    }

    /** One row for each run of entries with the same request. */
    private void putRequests(WriteBatch write, List<Batch.Placed> entries) throws RocksDBException {
        int start = 0;
        for (int i = 1; i <= entries.size(); i++) {
            String request = entries.get(start).entry().origin().requestId();
            if (i < entries.size()
                    && entries.get(i).entry().origin().requestId().equals(request)) {
                continue;
            }
            if (!request.isEmpty()) {
                long first = entries.get(start).entry().offset();
                long last = entries.get(i - 1).entry().offset();
                write.put(tables.of(REQUEST), Keys.numbered(Keys.text(request), first), Keys.number(last));
            }
            start = i;
        }
    }

    String logId() {
        return logId;
    }

    void close() {
        reader.close();
        tables.close();
    }
}
