package io.rutter.agent.linux.files;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import io.rutter.agent.linux.Descriptor;
import io.rutter.agent.linux.Errno;
import io.rutter.agent.linux.HostException;
import io.rutter.agent.linux.Libc;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Tells when something in a directory changes. A host grants few inotify instances, so all share one, with one watch a directory
 * and one virtual thread that reads.
 */
public final class FileWatch {
    private static final int IN_NONBLOCK = 0x800;
    private static final int IN_CLOEXEC = 0x80000;
    private static final int IN_MODIFY = 2;
    private static final int IN_MOVED_TO = 0x80;
    private static final int IN_CREATE = 0x100;
    private static final int IN_IGNORED = 0x8000;
    private static final int IN_ONESHOT = 0x80000000;
    private static final int IN_Q_OVERFLOW = 0x4000;
    private static final int EVENT_HEADER_BYTES = 16;
    private static final int BUFFER_BYTES = 16 * 1024;

    private final Descriptor inotify;
    private final Map<Integer, Set<Watch>> watches = new HashMap<>();

    private static final class Shared {
        static final FileWatch WATCH = new FileWatch();
    }

    private FileWatch() {
        int number = Libc.attempt("inotify_init1", IN_NONBLOCK | IN_CLOEXEC);
        if (number < 0) {
            throw new IllegalStateException(
                    "no inotify instance: " + Errno.words(-number) + "; raise fs.inotify.max_user_instances");
        }
        inotify = new Descriptor(number);
        Thread.ofVirtual().name("rutter-inotify").start(this::loop);
    }

    /** A directory under watch. */
    public final class Watch implements Closeable {
        private final int number;
        private final Path directory;
        private final Semaphore changes = new Semaphore(0);

        private Watch(int number, Path directory) {
            this.number = number;
            this.directory = directory;
        }

        /** Waits until something has changed since the last wait, or it is closed, or the time is over. */
        public void await(Duration atMost) throws IOException {
            try {
                if (changes.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
                    changes.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new java.io.InterruptedIOException("interrupted while waiting for a change");
            }
        }

        /** Ends a wait as a change would. */
        public void wake() {
            if (changes.availablePermits() == 0) {
                changes.release();
            }
        }

        @Override
        public void close() {
            forget(this);
            wake();
        }
    }

    public static Watch watch(Path directory) throws IOException {
        return Shared.WATCH.add(directory, directory, IN_MODIFY | IN_MOVED_TO | IN_CREATE);
    }

    /**
     * Tells of the next write to a file, and of no other: one who looks at what grows all the time now and then costs nothing in
     * between. {@link #touch} of its directory wakes it too.
     */
    public static Watch once(Path file) throws IOException {
        return Shared.WATCH.add(file, file.resolveSibling(""), IN_MODIFY | IN_ONESHOT);
    }

    /** Wakes all who watch a directory, as a change in it would. */
    public static void touch(Path directory) {
        Shared.WATCH.wake(directory);
    }

    private void wake(Path directory) {
        synchronized (watches) {
            for (Set<Watch> all : watches.values()) {
                all.stream().filter(watch -> watch.directory.equals(directory)).forEach(Watch::wake);
            }
        }
    }

    private Watch add(Path watched, Path directory, int mask) throws HostException {
        synchronized (watches) {
            try (Arena arena = Arena.ofConfined()) {
                int number = Libc.call(
                        "inotify_add_watch",
                        watched.toString(),
                        inotify.number(),
                        arena.allocateFrom(watched.toString()).address(),
                        mask);
                var watch = new Watch(number, directory);
                watches.computeIfAbsent(number, key -> ConcurrentHashMap.newKeySet())
                        .add(watch);
                return watch;
            }
        }
    }

    private void forget(Watch watch) {
        synchronized (watches) {
            Set<Watch> same = watches.get(watch.number);
            if (same != null && same.remove(watch) && same.isEmpty()) {
                watches.remove(watch.number);
                Libc.attempt("inotify_rm_watch", inotify.number(), watch.number);
            }
        }
    }

    private void loop() {
        byte[] buffer = new byte[BUFFER_BYTES];
        MemorySegment events = MemorySegment.ofArray(buffer);
        try {
            while (true) {
                int length = inotify.read(buffer, 0, buffer.length);
                for (int at = 0; at < length; ) {
                    wake(events.get(JAVA_INT_UNALIGNED, at), events.get(JAVA_INT_UNALIGNED, at + 4));
                    at += EVENT_HEADER_BYTES + events.get(JAVA_INT_UNALIGNED, at + 12);
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("inotify failed; logs are followed by looking again", e);
        }
    }

    private void wake(int number, int mask) {
        synchronized (watches) {
            if ((mask & IN_Q_OVERFLOW) != 0) {
                watches.values().forEach(all -> all.forEach(Watch::wake));
            } else if ((mask & IN_IGNORED) != 0) {
                Set<Watch> gone = watches.remove(number);
                if (gone != null) {
                    gone.forEach(Watch::wake);
                }
            } else {
                watches.getOrDefault(number, Set.of()).forEach(Watch::wake);
            }
        }
    }
}
