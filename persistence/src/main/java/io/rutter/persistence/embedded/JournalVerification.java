package io.rutter.persistence.embedded;

import static io.rutter.persistence.embedded.Tables.Table.ENTITY;
import static io.rutter.persistence.embedded.Tables.Table.LOG;
import static io.rutter.persistence.embedded.Tables.Table.META;

import io.rutter.engine.id.EntityKey;
import io.rutter.engine.log.LogEntry;
import io.rutter.engine.log.Tail;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * Whether a log is whole: every entry there, readable, in its place in the index, and the chain of hashes unbroken.
 *
 * @param good entries from the first on that are whole
 * @param problems in order, at most {@value #MAX_PROBLEMS}; none when all is well
 */
public record JournalVerification(String logId, Tail tail, long good, List<String> problems) {
    static final int MAX_PROBLEMS = 20;

    public JournalVerification {
        problems = List.copyOf(problems);
    }

    /** Reads all of the log in a directory, as it is now; an engine may be running on it. Changes nothing. */
    public static JournalVerification of(Path directory) throws IOException {
        try (JournalFiles files = JournalFiles.open(directory)) {
            return new Walk(files).run();
        } catch (RocksDBException e) {
            throw EmbeddedLog.broken("read", e);
        }
    }

    /** For people, a line each. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("log " + logId + ": " + tail.offset() + " entries in " + tail.epoch() + " epochs");
        if (problems.isEmpty()) {
            lines.add("every entry is there and unchanged");
        } else {
            lines.addAll(problems);
            lines.add("the first " + good + " entries are whole");
        }
        return lines;
    }

    /** One pass over the entries. */
    private static final class Walk {
        private final JournalFiles files;
        private final EntryFormat format;
        private final Chain chain;
        private final Map<EntityKey, Long> sequences = new HashMap<>();
        private final List<String> problems = new ArrayList<>();
        private @Nullable LogEntry before;
        private long marked;
        private long good;

        Walk(JournalFiles files) {
            this.files = files;
            this.format = files.format();
            this.chain = Chain.of(files.logId());
        }

        JournalVerification run() throws RocksDBException {
            Tail tail = files.tail().tail();
            long next = 1;
            try (RocksIterator at =
                    files.tables().db().newIterator(files.tables().of(LOG))) {
                for (at.seekToFirst(); at.isValid() && problems.size() < MAX_PROBLEMS; at.next()) {
                    long offset = Keys.lastNumber(at.key());
                    if (offset != next) {
                        problems.add("entries " + next + " to " + (offset - 1) + " are missing");
                    }
                    check(offset, at.value());
                    next = offset + 1;
                    good = problems.isEmpty() ? offset : good;
                }
                at.status();
            }
            if (problems.isEmpty() && next != tail.offset() + 1) {
                problems.add("the log says that it ends at " + tail.offset() + ", and its last entry is " + (next - 1));
            }
            if (problems.isEmpty() && !Arrays.equals(chain.link(), files.tail().link())) {
                problems.add("an entry after " + marked + " was changed: the chain of hashes does not fit its end");
                good = marked;
            }
            return new JournalVerification(files.logId(), tail, good, problems);
        }

        private void check(long offset, byte[] stored) throws RocksDBException {
            LogEntry entry;
            try {
                entry = format.read(offset, stored).entry();
                chain.add(EntryFormat.split(stored));
            } catch (RuntimeException e) {
                problems.add("entry " + offset + " cannot be read: " + e.getMessage());
                return;
            }
            checkOrder(entry);
            checkIndex(entry);
            checkMark(offset);
            before = entry;
        }

        private void checkOrder(LogEntry entry) {
            if (before != null
                    && (!entry.recordedAt().isAfter(before.recordedAt()) || entry.epoch() < before.epoch())) {
                problems.add("entry " + entry.offset() + " is not after the one before it in time or epoch");
            }
            long last = sequences.getOrDefault(entry.key(), 0L);
            if (entry.sequence() != last + 1) {
                problems.add("entry " + entry.offset() + " is number " + entry.sequence() + " of " + entry.key()
                        + ", which had " + last);
            }
            sequences.put(entry.key(), entry.sequence());
        }

        private void checkIndex(LogEntry entry) throws RocksDBException {
            byte[] key = Keys.numbered(Keys.entity(entry.key()), entry.sequence());
            byte[] indexed = files.tables().db().get(files.tables().of(ENTITY), key);
            if (indexed == null || Keys.lastNumber(indexed) != entry.offset()) {
                problems.add("entry " + entry.offset() + " is not in the index of " + entry.key());
            }
        }

        private void checkMark(long offset) throws RocksDBException {
            if (offset % EmbeddedLog.CHAIN_MARK != 0) {
                return;
            }
            byte[] mark = files.tables().db().get(files.tables().of(META), EmbeddedLog.chainMark(offset));
            if (!Arrays.equals(mark, chain.link())) {
                problems.add("an entry between " + (marked + 1) + " and " + offset
                        + " was changed: the chain of hashes does not fit");
                good = marked;
            }
            marked = offset;
        }
    }
}
