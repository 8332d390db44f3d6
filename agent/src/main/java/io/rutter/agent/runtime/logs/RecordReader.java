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
    private final @Nullable LogPlace end;
    private LogFiles.@Nullable Part part;
    private byte[] window = new byte[WINDOW_BYTES];
    private int from;
    private int to;
    private long filePosition;

    /**
     * Begins.
     *
     * @param part where to begin, or null for the first file that will be there
     * @param end what was written after it is not read; null to read on as long as something comes
     */
    RecordReader(LogFiles files, LogFiles.@Nullable Part part, long filePosition, @Nullable LogPlace end) {
        this.files = files;
        this.part = part;
        this.filePosition = filePosition;
        this.end = end;
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
        long left = left(open);
        if (left <= 0) {
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
        int room = (int) Math.min(window.length - to, left);
        int count = open.channel().read(ByteBuffer.wrap(window, to, room), filePosition);
        if (count <= 0) {
            return false;
        }
        filePosition += count;
        to += count;
        return true;
    }

    /** Bytes that may be read of a file still. */
    private long left(LogFiles.Part open) {
        return isLast(open) && end != null ? end.offsetBytes() - filePosition : Long.MAX_VALUE;
    }

    private boolean isLast(LogFiles.Part open) {
        return end != null && end.isIn(open.fileKey());
    }

    /**
     * Goes on to the next file. That one exists only after the writer has left the one before, so what this one still holds is
     * read first.
     */
    private boolean advance() throws IOException {
        LogFiles.Part open = part;
        if (open != null && isLast(open)) {
            return false;
        }
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
