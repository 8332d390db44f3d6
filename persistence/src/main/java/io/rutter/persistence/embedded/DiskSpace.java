package io.rutter.persistence.embedded;

import io.rutter.persistence.journal.Space;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Watches the disk under the log. Below a threshold ordinary commands are refused, while removals, which lead out of it, still
 * write; below another one a file that was kept for the purpose makes room for them.
 */
final class DiskSpace implements Space {
    /** Ordinary commands need so much free space: what the tables may need to write in the background, twice over. */
    static final long ENOUGH_BYTES = 96L << 20;

    /** With less than this, removals live on the reserve. */
    static final long TIGHT_BYTES = 24L << 20;

    static final long RESERVE_BYTES = 32L << 20;

    /** How long an answer of the file system holds: no disk fills up from plenty to nothing in that time. */
    static final Duration FRESH = Duration.ofMillis(20);

    private final Path reserve;
    private final FreeBytes free;
    private final InstantSource clock;
    private volatile Seen seen = new Seen(Instant.MIN, 0);
    private volatile boolean reserved;

    private record Seen(Instant at, long freeBytes) {}

    /** Free space of a file system. */
    @FunctionalInterface
    interface FreeBytes {
        long now() throws IOException;
    }

    DiskSpace(Path directory, FreeBytes free, InstantSource clock) throws IOException {
        this.reserve = directory.resolve("reserve");
        this.free = free;
        this.clock = clock;
        keepReserve();
    }

    /** The disk under a directory. Its age is told by the real clock: the disk is real too. */
    static DiskSpace of(Path directory) throws IOException {
        FileStore store = Files.getFileStore(directory);
        return new DiskSpace(directory, store::getUsableSpace, InstantSource.system());
    }

    @Override
    public boolean forAll() {
        long bytes = freeBytes();
        if (!reserved && bytes >= ENOUGH_BYTES + RESERVE_BYTES) {
            keepReserve();
        }
        return bytes >= ENOUGH_BYTES;
    }

    @Override
    public boolean forRemovals() {
        if (freeBytes() >= TIGHT_BYTES) {
            return true;
        }
        try {
            Files.deleteIfExists(reserve);
            reserved = false;
            seen = new Seen(clock.instant(), free.now());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return seen.freeBytes() >= TIGHT_BYTES / 4;
    }

    private long freeBytes() {
        Instant now = clock.instant();
        Seen last = seen;
        if (last.at().plus(FRESH).isAfter(now) && !last.at().isAfter(now)) {
            return last.freeBytes();
        }
        try {
            last = new Seen(now, free.now());
        } catch (IOException e) {
            throw new UncheckedIOException("the free space under the log cannot be asked for", e);
        }
        seen = last;
        return last.freeBytes();
    }

    /** Its blocks are really written: a file with holes would reserve nothing. */
    private synchronized void keepReserve() {
        try {
            reserved = Files.exists(reserve) && Files.size(reserve) == RESERVE_BYTES;
            if (reserved || free.now() < ENOUGH_BYTES + RESERVE_BYTES) {
                return;
            }
            try (var file = new RandomAccessFile(reserve.toFile(), "rw")) {
                byte[] block = new byte[1 << 20];
                for (long written = 0; written < RESERVE_BYTES; written += block.length) {
                    file.write(block);
                }
            }
            reserved = true;
        } catch (IOException e) {
            throw new UncheckedIOException("no room could be kept in reserve for the log", e);
        }
    }
}
