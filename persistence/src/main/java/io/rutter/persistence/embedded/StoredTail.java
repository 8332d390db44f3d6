package io.rutter.persistence.embedded;

import static io.rutter.persistence.embedded.Tables.Table.META;

import io.rutter.engine.log.Tail;
import org.rocksdb.RocksDBException;

/** The tail with the chain's last link, as one row that each batch overwrites. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StoredTail(Tail tail, byte[] link) {
    private static final int LINK_BYTES = 32;

    static StoredTail read(Tables tables, String logId) throws RocksDBException {
        byte[] stored = tables.db().get(tables.of(META), Keys.TAIL);
        if (stored == null) {
            return new StoredTail(Tail.EMPTY, Chain.of(logId).link());
        }
        var in = new Bytes.Reader(stored);
        var tail = new Tail(in.fixed(), in.fixed(), EntryFormat.instant(in.fixed()));
        return new StoredTail(tail, in.raw(LINK_BYTES));
    }

    byte[] bytes() {
        return new Bytes(3 * Long.BYTES + LINK_BYTES)
                .fixed(tail.offset())
                .fixed(tail.epoch())
                .fixed(EntryFormat.micros(tail.recordedAt()))
                .raw(link)
                .toArray();
    }
}
