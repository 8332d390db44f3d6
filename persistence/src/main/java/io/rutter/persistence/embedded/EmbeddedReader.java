package io.rutter.persistence.embedded;

import static io.rutter.persistence.embedded.Tables.Table.ENTITY;
import static io.rutter.persistence.embedded.Tables.Table.HEAD;
import static io.rutter.persistence.embedded.Tables.Table.LIFE;
import static io.rutter.persistence.embedded.Tables.Table.LOG;
import static io.rutter.persistence.embedded.Tables.Table.META;
import static io.rutter.persistence.embedded.Tables.Table.REQUEST;

import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import io.rutter.engine.log.EventLog;
import io.rutter.engine.log.LogEntry;
import io.rutter.engine.log.Tail;
import io.rutter.persistence.journal.EntityHistory;
import io.rutter.persistence.journal.Stored;
import io.rutter.persistence.wire.WireCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** Reads the log's tables, from any thread. */
final class EmbeddedReader implements EventLog, EntityHistory {
    /** The largest page: a reader that wants more asks again. */
    private static final int MAX_PAGE = 10_000;

    private final Tables tables;
    private final EntryFormat format;
    private final Supplier<Tail> tail;
    private final String logId;

    /** Readers share it; closing takes it alone, since a read of closed tables would end the whole process. */
    private final ReentrantReadWriteLock open = new ReentrantReadWriteLock();

    private boolean closed;

    EmbeddedReader(Tables tables, WireCodec codec, Supplier<Tail> tail, String logId) {
        this.tables = tables;
        this.format = new EntryFormat(codec);
        this.tail = tail;
        this.logId = logId;
    }

    /** A read that RocksDB may refuse. */
    private interface Read<T> {
        T run() throws RocksDBException;
    }

    private <T> T reading(Read<T> read) {
        open.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the log is closed");
            }
            return read.run();
        } catch (RocksDBException e) {
            throw new java.io.UncheckedIOException(EmbeddedLog.broken("read", e));
        } finally {
            open.readLock().unlock();
        }
    }

    void close() {
        open.writeLock().lock();
        closed = true;
        open.writeLock().unlock();
    }

    @Override
    public String logId() {
        return logId;
    }

    @Override
    public long tail() {
        return tail.get().offset();
    }

    @Override
    public List<LogEntry> page(long from, int max) {
        return reading(() -> {
            var page = new ArrayList<LogEntry>();
            long last = tail();
            try (RocksIterator at = tables.db().newIterator(tables.of(LOG))) {
                for (at.seek(Keys.number(Math.max(1, from)));
                        at.isValid() && page.size() < Math.min(max, MAX_PAGE);
                        at.next()) {
                    long offset = Keys.lastNumber(at.key());
                    if (offset > last) {
                        break;
                    }
                    page.add(format.read(offset, at.value()).entry());
                }
                at.status();
            }
            return page;
        });
    }

    @Override
    public List<LogEntry> entity(EntityKey key, long fromSequence, long toSequence) {
        var entries = new ArrayList<LogEntry>();
        eachOf(key, fromSequence, toSequence, Long.MAX_VALUE, stored -> entries.add(stored.entry()));
        return entries;
    }

    private void eachOf(EntityKey key, long from, long to, long max, Consumer<Stored> consumer) {
        byte[] entity = Keys.entity(key);
        reading(() -> {
            long left = max;
            try (RocksIterator at = tables.db().newIterator(tables.of(ENTITY))) {
                for (at.seek(Keys.numbered(entity, from)); at.isValid() && left > 0; at.next(), left--) {
                    if (!Keys.belongsTo(at.key(), entity) || Keys.lastNumber(at.key()) > to) {
                        break;
                    }
                    consumer.accept(entryAt(Keys.lastNumber(at.value())));
                }
                at.status();
            }
            return left;
        });
    }

    private Stored entryAt(long offset) throws RocksDBException {
        byte[] stored = tables.db().get(tables.of(LOG), Keys.number(offset));
        if (stored == null) {
            throw new IllegalStateException(
                    "entry " + offset + " is in an index and not in the log:" + " run `rutter journal verify`");
        }
        return format.read(offset, stored);
    }

    @Override
    public Optional<OffsetRange> request(String requestId) {
        byte[] request = Keys.text(requestId);
        return reading(() -> {
            try (RocksIterator at = tables.db().newIterator(tables.of(REQUEST))) {
                at.seek(Keys.numbered(request, 0));
                if (!at.isValid() || !Keys.belongsTo(at.key(), request)) {
                    at.status();
                    return Optional.empty();
                }
                long first = Keys.lastNumber(at.key());
                at.seekForPrev(Keys.numbered(request, Long.MAX_VALUE));
                return Optional.of(new OffsetRange(first, Keys.lastNumber(at.value())));
            }
        });
    }

    @Override
    public List<LogEntry> written(String requestId, int max) {
        byte[] request = Keys.text(requestId);
        return reading(() -> {
            var entries = new ArrayList<LogEntry>();
            try (RocksIterator at = tables.db().newIterator(tables.of(REQUEST))) {
                for (at.seek(Keys.numbered(request, 0)); at.isValid() && entries.size() < max; at.next()) {
                    if (!Keys.belongsTo(at.key(), request)) {
                        break;
                    }
                    long last = Math.min(tail(), Keys.lastNumber(at.value()));
                    for (long offset = Keys.lastNumber(at.key()); offset <= last && entries.size() < max; offset++) {
                        entries.add(entryAt(offset).entry());
                    }
                }
                at.status();
            }
            return entries;
        });
    }

    @Override
    public long offsetAt(Instant time) {
        long micros = EntryFormat.micros(time);
        return reading(() -> {
            long known = 0;
            long beyond = tail() + 1;
            while (known + 1 < beyond) {
                long middle = known + (beyond - known) / 2;
                byte[] stored = tables.db().get(tables.of(LOG), Keys.number(middle));
                if (stored != null && EntryFormat.recordedMicros(stored) <= micros) {
                    known = middle;
                } else {
                    beyond = middle;
                }
            }
            return known;
        });
    }

    Head head(EntityKey key) {
        return reading(() -> Head.read(tables.db().get(tables.of(HEAD), Keys.entity(key))));
    }

    @Override
    public long highestSequence(EntityKey key) {
        return head(key).sequence();
    }

    @Override
    public long lastBirth(EntityKey key) {
        return head(key).birth();
    }

    @Override
    public List<EntityKey> entities(Kind kind, String idPrefix, int max) {
        byte[] prefix = Keys.text(kind.word() + "|" + idPrefix);
        return reading(() -> {
            var found = new ArrayList<EntityKey>();
            try (RocksIterator at = tables.db().newIterator(tables.of(HEAD))) {
                for (at.seek(prefix); at.isValid() && found.size() < max; at.next()) {
                    if (!Keys.begins(at.key(), prefix)) {
                        break;
                    }
                    found.add(EntityKey.parse(new String(at.key(), StandardCharsets.UTF_8)));
                }
                at.status();
            }
            return found;
        });
    }

    /** The lives of an entity, first to last: offsets of birth and death; the death of one that lives is 0. */
    List<OffsetRange> lives(EntityKey key) {
        byte[] entity = Keys.entity(key);
        return reading(() -> {
            var lives = new ArrayList<OffsetRange>();
            try (RocksIterator at = tables.db().newIterator(tables.of(LIFE))) {
                for (at.seek(Keys.numbered(entity, 0)); at.isValid() && Keys.belongsTo(at.key(), entity); at.next()) {
                    var life = new Bytes.Reader(at.value());
                    lives.add(new OffsetRange(life.fixed(), life.fixed()));
                }
                at.status();
            }
            return lives;
        });
    }

    @Override
    public void replay(EntityKey key, long fromSequence, long toSequence, long max, Consumer<Stored> to) {
        byte[] mark = reading(() -> tables.db().get(tables.of(META), deletionMark(key)));
        long deleted = mark == null ? 0 : Keys.lastNumber(mark);
        eachOf(key, Math.max(fromSequence, deleted + 1), toSequence, max, to);
    }

    @Override
    public void markDeleted(EntityKey key, long toSequence) {
        reading(() -> {
            long last = Math.min(
                    toSequence,
                    Head.read(tables.db().get(tables.of(HEAD), Keys.entity(key)))
                            .sequence());
            tables.db().put(tables.of(META), tables.synced(), deletionMark(key), Keys.number(last));
            return last;
        });
    }

    private static byte[] deletionMark(EntityKey key) {
        return Keys.text("deleted " + key.persistenceId());
    }
}
