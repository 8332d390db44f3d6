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

/**
 * The files of one log: the one that grows, and those before it with {@code .1} (the newest), {@code .2} and so on.
 *
 * @param current the one that grows
 */
public record LogFiles(Path current) {
    private static final int MOST_ROTATED = 1000;

    /** An open file of a log and which file on disk it is, whatever its name is now. */
    record Part(FileChannel channel, Object fileKey) {}

    /** Paths, oldest first, of what is there now. */
    List<Path> oldestFirst() {
        var paths = new ArrayList<Path>();
        for (int number = 1; number <= MOST_ROTATED && Files.exists(rotated(number)); number++) {
            paths.addFirst(rotated(number));
        }
        if (Files.exists(current)) {
            paths.add(current);
        }
        return paths;
    }

    Path rotated(int number) {
        return current.resolveSibling(current.getFileName() + "." + number);
    }

    /** Opens a file; empty when it was rotated away meanwhile. */
    static Optional<Part> open(Path path) throws IOException {
        try {
            while (true) {
                Object before = key(path);
                FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
                if (before.equals(key(path))) {
                    return Optional.of(new Part(channel, before));
                }
                channel.close();
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Where the next record will begin. */
    public LogPlace end() throws IOException {
        Optional<Part> part = open(current);
        if (part.isEmpty()) {
            return LogPlace.BEGINNING;
        }
        try (FileChannel channel = part.get().channel()) {
            return new LogPlace(((Number) part.get().fileKey()).longValue(), channel.size());
        }
    }

    /** The file in which a place is; empty when it has been rotated away, or was none. */
    Optional<Part> at(LogPlace place) throws IOException {
        for (Path path : oldestFirst()) {
            if (key(path) instanceof Number inode && inode.longValue() == place.inode()) {
                return open(path);
            }
        }
        return Optional.empty();
    }

    /** The file that follows another, by the order of now; empty when that one is still the current. */
    Optional<Part> after(Object fileKey) throws IOException {
        boolean found = false;
        for (Path path : oldestFirst()) {
            if (found) {
                return open(path);
            }
            found = fileKey.equals(key(path));
        }
        return found ? Optional.empty() : first();
    }

    /** The oldest file; empty before anything was written. */
    Optional<Part> first() throws IOException {
        List<Path> paths = oldestFirst();
        return paths.isEmpty() ? Optional.empty() : open(paths.getFirst());
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
        for (int number = Math.max(1, keep); number <= MOST_ROTATED && Files.exists(rotated(number)); number++) {
            Files.delete(rotated(number));
        }
    }

    /** Deletes all of them. */
    public void delete() throws IOException {
        for (Path path : oldestFirst()) {
            Files.deleteIfExists(path);
        }
    }
}
