package io.rutter.agent.runtime.logs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;

/**
 * The files of one log: the one that grows, and those before it with {@code .1} (the newest), {@code .2} and so on. While they are
 * given other names nobody looks for one: a reader that met a log half renamed would pass files over, or read one twice.
 *
 * @param current the one that grows
 */
public record LogFiles(Path current) {
    private static final int MOST_ROTATED = 1000;
    /** By path: renaming takes less than a millisecond, so logs that share one hardly meet. */
    private static final List<ReentrantReadWriteLock> NAMES =
            Stream.generate(ReentrantReadWriteLock::new).limit(64).toList();

    /** An open file of a log and which file on disk it is, whatever its name is now. */
    record Part(FileChannel channel, Object fileKey) {}

    private ReentrantReadWriteLock names() {
        return NAMES.get(Math.floorMod(current.hashCode(), NAMES.size()));
    }

    /** What is done while no file gets another name. */
    private interface Work<T> {
        T run() throws IOException;
    }

    private static <T> T locked(Lock lock, Work<T> work) throws IOException {
        lock.lock();
        try {
            return work.run();
        } finally {
            lock.unlock();
        }
    }

    /** Paths, oldest first, of what is there now. */
    private List<Path> oldestFirst() {
        var paths = new ArrayList<Path>();
        for (int number = 1; number <= MOST_ROTATED && Files.exists(rotated(number)); number++) {
            paths.addFirst(rotated(number));
        }
        if (Files.exists(current)) {
            paths.add(current);
        }
        return paths;
    }

    /** Whether nothing was written. */
    boolean isEmpty() {
        return oldestFirst().stream().allMatch(path -> path.toFile().length() == 0);
    }

    /** Moves all files into another folder of the same file system; whoever reads them reads on. */
    void moveTo(Path folder) throws IOException {
        locked(names().writeLock(), () -> {
            for (Path path : oldestFirst()) {
                Files.move(path, folder.resolve(path.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
            return Boolean.TRUE;
        });
    }

    Path rotated(int number) {
        return current.resolveSibling(current.getFileName() + "." + number);
    }

    /** Opens a file; empty when it is not there. */
    private static Optional<Part> open(Path path) throws IOException {
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            return Optional.of(new Part(channel, key(path)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Where the next record will begin, or the next file's first: while a log is rotated there may be none that grows. */
    public LogPlace end() throws IOException {
        Optional<Part> part = locked(names().readLock(), () -> {
            List<Path> paths = oldestFirst();
            return paths.isEmpty() ? Optional.empty() : open(paths.getLast());
        });
        if (part.isEmpty()) {
            return LogPlace.BEGINNING;
        }
        try (FileChannel channel = part.get().channel()) {
            return new LogPlace(((Number) part.get().fileKey()).longValue(), channel.size());
        }
    }

    /** The file in which a place is; empty when it has been rotated away, or was none. */
    Optional<Part> at(LogPlace place) throws IOException {
        return locked(names().readLock(), () -> {
            for (Path path : oldestFirst()) {
                if (place.isIn(key(path))) {
                    return open(path);
                }
            }
            return Optional.empty();
        });
    }

    /** The file that follows another, by the order of now; empty when that one is still the current. */
    Optional<Part> after(Object fileKey) throws IOException {
        return locked(names().readLock(), () -> {
            boolean found = false;
            for (Path path : oldestFirst()) {
                if (found) {
                    return open(path);
                }
                found = fileKey.equals(key(path));
            }
            return found ? Optional.empty() : first();
        });
    }

    /** The file before another, by the order of now; empty when that one is the oldest, or was rotated away. */
    Optional<Part> before(Object fileKey) throws IOException {
        return locked(names().readLock(), () -> {
            Path before = null;
            for (Path path : oldestFirst()) {
                if (fileKey.equals(key(path))) {
                    return before == null ? Optional.empty() : open(before);
                }
                before = path;
            }
            return Optional.empty();
        });
    }

    /** The oldest file; empty before anything was written. */
    Optional<Part> first() throws IOException {
        return locked(names().readLock(), () -> {
            List<Path> paths = oldestFirst();
            return paths.isEmpty() ? Optional.empty() : open(paths.getFirst());
        });
    }

    private static Object key(Path path) throws IOException {
        try {
            return Files.getAttribute(path, "unix:ino");
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    /**
     * Moves every file one number up and the current one to {@code .1}. The writer goes on in the renamed file until it is told
     * to open the current one again.
     *
     * @param keep how many files there may be, the current one included; at least 1
     */
    public void shift(int keep) throws IOException {
        locked(names().writeLock(), () -> {
            rename(keep);
            return true;
        });
    }

    private void rename(int keep) throws IOException {
        if (keep <= 1) {
            Files.deleteIfExists(rotated(1));
        }
        int last = 0;
        while (last < MOST_ROTATED && Files.exists(rotated(last + 1))) {
            last++;
        }
        for (int number = last; number >= 1; number--) {
            if (number + 1 >= keep) {
                Files.deleteIfExists(rotated(number));
            } else {
                Files.move(rotated(number), rotated(number + 1), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        Files.move(current, rotated(1), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Forgets files beyond the number to keep, once nobody writes to them any more. */
    public void trim(int keep) throws IOException {
        locked(names().writeLock(), () -> {
            for (int number = Math.max(1, keep); number <= MOST_ROTATED && Files.exists(rotated(number)); number++) {
                Files.delete(rotated(number));
            }
            return true;
        });
    }

    /** Deletes all of them. */
    public void delete() throws IOException {
        locked(names().writeLock(), () -> {
            for (Path path : oldestFirst()) {
                Files.deleteIfExists(path);
            }
            return true;
        });
    }
}
