package io.rutter.agent.runtime.logs;

import io.rutter.agent.linux.files.FileWatch;
import io.rutter.engine.assignment.IoStreams.Chunk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Arrays;
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
            return new OutputReader(new RecordReader(files, part.orElse(null), position), watch, over);
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
            LogRecord record = reader.next();
            if (record != null) {
                return new Chunk(record.stream(), bytes(record));
            }
            if (last) {
                return null;
            }
            watch.await(LOOK_AGAIN);
        }
        return null;
    }

    private static byte[] bytes(LogRecord record) {
        if (!record.complete()) {
            return record.content();
        }
        byte[] line = Arrays.copyOf(record.content(), record.content().length + 1);
        line[line.length - 1] = '\n';
        return line;
    }

    @Override
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            watch.close();
            reader.close();
        }
    }
}
