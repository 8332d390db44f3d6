package io.rutter.persistence.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksObject;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteOptions;

/**
 * The log's tables as RocksDB column families, with settings for a small footprint: an idle engine's log costs a few megabytes.
 */
final class Tables implements AutoCloseable {
    /** Kept in memory before they go to a file: the payloads' table, and each of the others. */
    private static final long LOG_BUFFER_BYTES = 8L << 20;

    private static final long INDEX_BUFFER_BYTES = 2L << 20;
    private static final long ALL_BUFFERS_BYTES = 16L << 20;
    private static final long BLOCK_CACHE_BYTES = 8L << 20;
    private static final long WAL_BYTES = 64L << 20;
    private static final long INFO_LOG_BYTES = 1L << 20;
    private static final int OPEN_FILES = 256;
    private static final int BLOOM_BITS = 10;

    private final List<RocksObject> owned = new ArrayList<>();
    private final RocksDB db;
    private final List<ColumnFamilyHandle> handles = new ArrayList<>();
    private final WriteOptions synced;

    private Tables(Path directory, boolean readOnly, boolean flush) throws RocksDBException {
        Cache cache = own(new LRUCache(BLOCK_CACHE_BYTES));
        var descriptors = new ArrayList<ColumnFamilyDescriptor>();
        descriptors.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, family(cache, INDEX_BUFFER_BYTES)));
        for (Table table : Table.values()) {
            long buffer = table == Table.LOG ? LOG_BUFFER_BYTES : INDEX_BUFFER_BYTES;
            descriptors.add(new ColumnFamilyDescriptor(Keys.text(table.word()), family(cache, buffer)));
        }
        DBOptions options = own(options(flush));
        synced = own(new WriteOptions().setSync(true));
        db = readOnly
                ? RocksDB.openReadOnly(options, directory.toString(), descriptors, handles)
                : RocksDB.open(options, directory.toString(), descriptors, handles);
    }

    /** The tables; in RocksDB's files they go by their lower-case names. */
    enum Table {
        /** offset → entry. */
        LOG,
        /** entity, sequence → offset. */
        ENTITY,
        /** entity → {@link Head}. */
        HEAD,
        /** entity, sequence of a birth → offsets of birth and death. */
        LIFE,
        /** request id, first offset → last offset, a row a write. */
        REQUEST,
        /** The tail, the log's id, and the chain at every thousandth entry. */
        META;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** @param flush whether what stands in write-ahead files is put into tables first, which frees the files */
    static Tables open(Path directory, boolean flush) throws IOException {
        return opened(directory, false, flush);
    }

    static Tables openReadOnly(Path directory) throws IOException {
        return opened(directory, true, false);
    }

    private static Tables opened(Path directory, boolean readOnly, boolean flush) throws IOException {
        try {
            return new Tables(directory, readOnly, flush);
        } catch (RocksDBException e) {
            throw new IOException(
                    "the log in " + directory + " cannot be opened: " + e.getMessage()
                            + ". Nothing was changed. Restore a backup; or, if its end alone is damaged, run"
                            + " `rutter journal verify --salvage`, which keeps everything before the damage.",
                    e);
        }
    }

    private static DBOptions options(boolean flush) {
        return new DBOptions()
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                // a torn tail is what a power cut leaves; the default mode would drop all that follows a bad record in
                // silence
                .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
                .setParanoidChecks(true)
                // a start reads the young entries into memory and leaves them in their file: else each start makes
                // small tables
                .setAvoidFlushDuringRecovery(!flush)
                .setDbWriteBufferSize(ALL_BUFFERS_BYTES)
                .setMaxTotalWalSize(WAL_BYTES)
                .setMaxOpenFiles(OPEN_FILES)
                .setMaxBackgroundJobs(2)
                // there is one writer, and in file order its inserts are cheaper
                .setAllowConcurrentMemtableWrite(false)
                .setEnableWriteThreadAdaptiveYield(false)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setMaxLogFileSize(INFO_LOG_BYTES)
                .setKeepLogFileNum(2)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0);
    }

    private ColumnFamilyOptions family(Cache cache, long bufferBytes) {
        var table = new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setCacheIndexAndFilterBlocks(true)
                .setPinL0FilterAndIndexBlocksInCache(true)
                .setFilterPolicy(own(new BloomFilter(BLOOM_BITS, false)));
        return own(new ColumnFamilyOptions()
                .setWriteBufferSize(bufferBytes)
                .setMaxWriteBufferNumber(3)
                .setArenaBlockSize(128L << 10)
                .setMemtablePrefixBloomSizeRatio(0.05)
                .setMemtableWholeKeyFiltering(true)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setBottommostCompressionType(CompressionType.ZSTD_COMPRESSION)
                .setTableFormatConfig(table));
    }

    private <T extends RocksObject> T own(T object) {
        owned.add(object);
        return object;
    }

    RocksDB db() {
        return db;
    }

    ColumnFamilyHandle of(Table table) {
        return handles.get(table.ordinal() + 1);
    }

    WriteOptions synced() {
        return synced;
    }

    @Override
    public void close() {
        handles.forEach(ColumnFamilyHandle::close);
        db.close();
        owned.reversed().forEach(RocksObject::close);
    }
}
