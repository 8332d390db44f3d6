package io.rutter.agent.runtime.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds where the last lines of a log begin, by reading it backwards, across files.
 *
 * <p>Lines of the two streams lie among one another and may be in pieces. A line counts where it ends; the search goes on until
 * every stream's line that is open there has its beginning. What is read forward from the place found may begin with lines that
 * are too many: {@link Start#skip()} of them.
 */
final class TailScan {
    private static final int BLOCK_BYTES = 64 * 1024;

    private final long wanted;
    private final Predicate<LogRecord> selected;
    private final boolean[] open = new boolean[3];
    private final boolean[] seen = new boolean[3];
    private long counted;

    /**
     * Where to begin.
     *
     * @param part file and place in it; null when there is no file
     * @param skip lines to pass over, counted where they end
     */
    record Start(LogFiles.@Nullable Part part, long filePosition, long skip) {}

    private TailScan(long wanted, Predicate<LogRecord> selected) {
        this.wanted = wanted;
        this.selected = selected;
    }

    /**
     * Searches.
     *
     * @param end where the log ends: what is written after it does not count
     * @param wanted how many lines at most
     */
    static Start find(LogFiles files, LogPlace end, long wanted, Predicate<LogRecord> selected) throws IOException {
        return new TailScan(wanted, selected).search(files, end);
    }

    private Start search(LogFiles files, LogPlace end) throws IOException {
        LogFiles.Part later = null;
        for (Optional<LogFiles.Part> part = files.at(end); part.isPresent(); part = files.before(later.fileKey())) {
            if (later != null) {
                later.channel().close();
            }
            later = part.get();
            FileChannel channel = later.channel();
            long position = backwards(channel, end.isIn(later.fileKey()) ? end.offsetBytes() : channel.size());
            if (position >= 0) {
                return new Start(later, position, Math.max(0, counted - wanted));
            }
        }
        return new Start(later, 0, Math.max(0, counted - wanted));
    }

    /** @return where the last needed record begins; -1 when the whole file is needed and not enough */
    private long backwards(FileChannel channel, long from) throws IOException {
        byte[] rest = new byte[0];
        long at = from;
        while (at > 0) {
            int length = (int) Math.min(BLOCK_BYTES, at);
            byte[] block = new byte[length + rest.length];
            readFully(channel, ByteBuffer.wrap(block, 0, length), at - length);
            System.arraycopy(rest, 0, block, length, rest.length);
            at -= length;
            int end = block.length;
            for (int i = block.length - 2; i >= (at == 0 ? -1 : 0); i--) {
                if (i == -1 || block[i] == '\n') {
                    LogRecord record = LogRecord.parse(block, i + 1, block[end - 1] == '\n' ? end - 1 : end);
                    end = i + 1;
                    if (record != null && selected.test(record) && enough(record)) {
                        return at + i + 1;
                    }
                }
            }
            rest = java.util.Arrays.copyOf(block, end);
        }
        return -1;
    }

    private static void readFully(FileChannel channel, ByteBuffer into, long from) throws IOException {
        long position = from;
        while (into.hasRemaining()) {
            int count = channel.read(into, position);
            if (count < 0) {
                return;
            }
            position += count;
        }
    }

    /** Takes a record into account, from the end on; true when it and all before it are not needed any more. */
    private boolean enough(LogRecord record) {
        int stream = record.stream();
        boolean endsLine = record.complete() || !seen[stream];
        seen[stream] = true;
        if (endsLine) {
            counted++;
            open[stream] = counted <= wanted;
        }
        return counted > wanted && !open[1] && !open[2];
    }
}
