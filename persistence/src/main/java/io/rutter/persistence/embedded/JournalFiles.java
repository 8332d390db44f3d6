package io.rutter.persistence.embedded;

import static io.rutter.persistence.embedded.Tables.Table.META;

import io.rutter.persistence.wire.WireCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.RocksDBException;

/** An embedded log opened for looking only, as it was at that moment; an engine may have it open meanwhile. */
final class JournalFiles implements AutoCloseable {
    private final Path directory;
    private final Tables tables;
    private final String logId;
    private final StoredTail tail;

    private JournalFiles(Path directory, Tables tables) throws RocksDBException {
        this.directory = directory;
        this.tables = tables;
        byte[] id = tables.db().get(tables.of(META), Keys.LOG_ID);
        this.logId = id == null ? "" : new String(id, StandardCharsets.UTF_8);
        this.tail = StoredTail.read(tables, logId);
    }

    static JournalFiles open(Path directory) throws IOException {
        Path tables = directory.resolve("tables");
        if (!Files.exists(tables.resolve("CURRENT"))) {
            throw new IOException("there is no log in " + directory);
        }
        NativeLibrary.load(directory);
        Tables opened = Tables.openReadOnly(tables);
        try {
            return new JournalFiles(directory, opened);
        } catch (RocksDBException e) {
            opened.close();
            throw EmbeddedLog.broken("read", e);
        }
    }

    Path directory() {
        return directory;
    }

    Tables tables() {
        return tables;
    }

    String logId() {
        return logId;
    }

    StoredTail tail() {
        return tail;
    }

    EntryFormat format() {
        return new EntryFormat(new WireCodec());
    }

    @Override
    public void close() {
        tables.close();
    }
}
