package io.rutter.agent.runtime.logs;

import io.rutter.agent.linux.files.FileWatch;
import io.rutter.engine.assignment.IoStreams.Chunk;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Output of a process exactly as it was written, read from its log: what an attached client sees. A client that reads slowly
 * costs the process nothing.
 */
public final class OutputReader implements Closeable {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final RecordReader reader;
    private final FileWatch.Watch watch;
    private final BooleanSupplier over;
    private final AtomicBoolean closed = new AtomicBoolean();
    /** Read already, but of another stream than what went out last. */
    private @Nullable LogRecord passed;

    private OutputReader(RecordReader reader, FileWatch.Watch watch, BooleanSupplier over) {
        this.reader = reader;
        this.watch = watch;
        this.over = over;
    }

    /**
     * Opens it.
     *
     * @param from where to begin
     * @param over whether nobody writes any more
     */
    public static OutputReader open(LogFiles files, LogPlace from, BooleanSupplier over) throws IOException {
        FileWatch.Watch watch = FileWatch.watch(files.current().resolveSibling(""));
        try {
            Optional<LogFiles.Part> part = files.at(from);
            long position = part.isPresent() ? from.offsetBytes() : 0;
            return new OutputReader(new RecordReader(files, part.orElse(null), position, null), watch, over);
        } catch (IOException e) {
            watch.close();
            throw e;
        }
    }

    /** The next piece, or null at the end. Blocks. */
    public @Nullable Chunk next() throws IOException {
        try {
            return read();
        } catch (ClosedChannelException e) {
            if (closed.get()) {
                return null;
            }
            throw e;
        }
    }

    private @Nullable Chunk read() throws IOException {
        while (!closed.get()) {
            // asked before reading, so that what was written before the end is read after it
            boolean last = over.getAsBoolean();
            LogRecord record = passed != null ? passed : reader.next();
            passed = null;
            if (record != null) {
                return chunk(record);
            }
            if (last) {
                return null;
            }
            watch.await(LOOK_AGAIN);
        }
        return null;
    }

    /** A record with those that follow in memory, as long as they are of the same stream. */
    private Chunk chunk(LogRecord first) throws IOException {
        var bytes = new ByteArrayOutputStream();
        LogRecord record = first;
        while (record != null && record.stream() == first.stream()) {
            bytes.writeBytes(record.content());
            if (record.complete()) {
                bytes.write('\n');
            }
            record = reader.hasBuffered() ? reader.next() : null;
        }
        passed = record;
        return new Chunk(first.stream(), bytes.toByteArray());
    }

    @Override
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            watch.close();
            reader.close();
        }
    }
}
