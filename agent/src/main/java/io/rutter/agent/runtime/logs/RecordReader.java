package io.rutter.agent.runtime.logs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the records of a log in order, from one file on to the next. Holds a window of one file in memory. */
final class RecordReader implements Closeable {
    private static final int WINDOW_BYTES = 64 * 1024;
    /** What is longer is no record: monitors cut at 8 KiB. */
    private static final int RECORD_LIMIT_BYTES = 1024 * 1024;

    private final LogFiles files;
    private LogFiles.@Nullable Part part;
    private byte[] window = new byte[WINDOW_BYTES];
    private int from;
    private int to;
    private long filePosition;

    /** @param part where to begin, or null for the first file that will be there */
    RecordReader(LogFiles files, LogFiles.@Nullable Part part, long filePosition) {
        this.files = files;
        this.part = part;
        this.filePosition = filePosition;
    }

    /** The next record, or null when there is none yet. A line that is no record is passed over. */
    @Nullable
    LogRecord next() throws IOException {
        while (true) {
            int end = lineEnd();
            if (end >= 0) {
                LogRecord record = LogRecord.parse(window, from, end);
                from = end + 1;
                if (record != null) {
                    return record;
                }
            } else if (!fill() && !advance()) {
                return null;
            }
        }
    }

    /** Whether the next record is in memory already. */
    boolean hasBuffered() {
        return lineEnd() >= 0;
    }

    private int lineEnd() {
        for (int i = from; i < to; i++) {
            if (window[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** Reads on in the same file; false at its end. */
    private boolean fill() throws IOException {
        LogFiles.Part open = part;
        if (open == null) {
            return false;
        }
        if (from > 0) {
            System.arraycopy(window, from, window, 0, to - from);
            to -= from;
            from = 0;
        }
        if (to == window.length) {
            if (window.length >= RECORD_LIMIT_BYTES) {
                to = 0;
            } else {
                window = Arrays.copyOf(window, window.length * 2);
            }
        }
        int count = open.channel().read(ByteBuffer.wrap(window, to, window.length - to), filePosition);
        if (count <= 0) {
            return false;
        }
        filePosition += count;
        to += count;
        return true;
    }

    /**
     * Goes on to the next file. That one exists only after the writer has left the one before, so what this one still holds is
     * read first.
     */
    private boolean advance() throws IOException {
        LogFiles.Part open = part;
        Optional<LogFiles.Part> next = open == null ? files.first() : files.after(open.fileKey());
        if (next.isEmpty()) {
            return false;
        }
        if (fill()) {
            next.get().channel().close();
            return true;
        }
        if (open != null) {
            open.channel().close();
        }
        part = next.get();
        filePosition = 0;
        from = 0;
        to = 0;
        return true;
    }

    @Override
    public void close() throws IOException {
        LogFiles.Part open = part;
        if (open != null) {
            open.channel().close();
        }
    }
}
