package io.rutter.agent.runtime.logs;

import io.rutter.agent.linux.Errno;
import io.rutter.agent.linux.HostException;
import io.rutter.agent.linux.files.FileWatch;
import io.rutter.engine.assignment.ContainerOperations.LogQuery;
import io.rutter.engine.assignment.LogFrames;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Lines of a log as a user asked for them. */
public final class LogReader implements LogFrames {
    /** A change that was not announced is found after this long. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    /** The reader's window limits the bytes. */
    private static final int BATCH_LINES = 1000;

    private final LogQuery query;
    private final RecordReader reader;
    private final LineJoiner joiner = new LineJoiner();
    private final List<LogFrame> ready = new ArrayList<>();
    private final FileWatch.@Nullable Watch watch;
    private final BooleanSupplier over;
    private final AtomicBoolean closed = new AtomicBoolean();
    private long skip;
    private boolean ended;

    private LogReader(
            LogQuery query, RecordReader reader, long skip, FileWatch.@Nullable Watch watch, BooleanSupplier over) {
        this.query = query;
        this.reader = reader;
        this.skip = skip;
        this.watch = watch;
        this.over = over;
    }

    /** @param over whether nobody writes to the log any more: a following ends then, when all is read */
    public static LogReader open(LogFiles files, LogQuery query, BooleanSupplier over) throws IOException {
        FileWatch.Watch watch = query.follow() ? watch(files) : null;
        try {
            // who does not follow sees what is there now: a writer that is faster than the reader would never end
            LogPlace end = files.end();
            LogPlace last = query.follow() || end.equals(LogPlace.BEGINNING) ? null : end;
            if (query.tail() < 0) {
                return new LogReader(query, new RecordReader(files, null, 0, last), 0, watch, over);
            }
            TailScan.Start start = TailScan.find(files, end, query.tail(), record -> selects(query, record));
            var reader = new RecordReader(files, start.part(), start.filePosition(), last);
            return new LogReader(query, reader, start.skip(), watch, over);
        } catch (IOException e) {
            if (watch != null) {
                watch.close();
            }
            throw e;
        }
    }

    /** Null where nobody has written yet, or the container is being removed: there is nothing to wait for. */
    private static FileWatch.@Nullable Watch watch(LogFiles files) throws IOException {
        try {
            return FileWatch.watch(files.current().resolveSibling(""));
        } catch (HostException e) {
            if (e.errno() == Errno.ENOENT) {
                return null;
            }
            throw e;
        }
    }

    private static boolean selects(LogQuery query, LogRecord record) {
        return (record.stream() == 1 ? query.stdout() : query.stderr())
                && (query.since() == null || !record.at().isBefore(query.since()))
                && (query.until() == null || !record.at().isAfter(query.until()));
    }

    @Override
    public @Nullable List<LogFrame> next() throws IOException {
        try {
            read();
            takeBuffered();
        } catch (ClosedChannelException e) {
            if (!closed.get()) {
                throw e;
            }
        }
        if (ready.isEmpty()) {
            return null;
        }
        List<LogFrame> batch = List.copyOf(ready);
        ready.clear();
        return batch;
    }

    /** What is in memory already goes with the first line: to hand over each by itself costs more than to read it. */
    private void takeBuffered() throws IOException {
        while (!ended && !closed.get() && !ready.isEmpty() && reader.hasBuffered() && ready.size() < BATCH_LINES) {
            LogRecord record = reader.next();
            if (record == null) {
                return;
            }
            take(record);
        }
    }

    private void read() throws IOException {
        while (ready.isEmpty() && !ended && !closed.get()) {
            // asked before reading, so that what was written before the end is read after it
            boolean last = watch == null || over.getAsBoolean() || pastUntil();
            LogRecord record = reader.next();
            if (record != null) {
                take(record);
            } else if (last) {
                finish();
            } else if (watch != null) {
                watch.await(LOOK_AGAIN);
            }
        }
    }

    private boolean pastUntil() {
        return query.until() != null && java.time.Instant.now().isAfter(query.until());
    }

    private void take(LogRecord record) {
        if (query.until() != null && record.at().isAfter(query.until())) {
            finish();
        } else if (selects(query, record)) {
            joiner.add(record).ifPresent(this::offer);
        }
    }

    private void finish() {
        ended = true;
        for (int stream = 1; stream <= 2; stream++) {
            Optional<LogFrame> rest = joiner.flush(stream);
            rest.ifPresent(this::offer);
        }
    }

    private void offer(LogFrame frame) {
        if (skip > 0) {
            skip--;
        } else {
            ready.add(frame);
        }
    }

    /** Wakes a reader that waits, on another thread. */
    @Override
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            if (watch != null) {
                watch.close();
            }
            reader.close();
        }
    }
}
