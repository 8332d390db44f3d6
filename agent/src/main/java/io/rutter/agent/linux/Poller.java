package io.rutter.agent.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * One thread that waits for all descriptors: processes that end, pipes, terminals and sockets that have something to say. A wait
 * is armed once and completes on that thread, so whoever depends on it must not block there.
 */
public final class Poller {
    private static final int EPOLL_CLOEXEC = 0x80000;
    private static final int EPOLL_CTL_ADD = 1;
    private static final int EPOLL_CTL_DEL = 2;
    private static final int EPOLL_CTL_MOD = 3;
    private static final int EPOLLIN = 1;
    private static final int EPOLLOUT = 4;
    private static final int EPOLLERR = 8;
    private static final int EPOLLHUP = 16;
    private static final int EPOLLRDHUP = 0x2000;
    private static final int EPOLLONESHOT = 1 << 30;
    private static final int EVENTS_AT_ONCE = 64;

    /** The structure is packed on x86-64 only. */
    private static final boolean PACKED = System.getProperty("os.arch").equals("amd64");

    private static final int EVENT_BYTES = PACKED ? 12 : 16;
    private static final int DATA_OFFSET = PACKED ? 4 : 8;

    private final int epoll;
    /**
     * A monitor, not a lock: who leaves it wakes no virtual thread by its own hands. It may stand in a container's namespace,
     * where a carrier must not be born.
     */
    private final Object lock = new Object();

    private final Map<Integer, Waiters> waiters = new HashMap<>();

    private static final class Waiters {
        final List<CompletableFuture<Void>> readers = new ArrayList<>();
        final List<CompletableFuture<Void>> writers = new ArrayList<>();

        int events() {
            return (readers.isEmpty() ? 0 : EPOLLIN | EPOLLRDHUP) | (writers.isEmpty() ? 0 : EPOLLOUT);
        }
    }

    private static final class Shared {
        static final Poller POLLER = new Poller();
    }

    private Poller() {
        epoll = Libc.attempt("epoll_create1", EPOLL_CLOEXEC);
        if (epoll < 0) {
            throw new IllegalStateException("no epoll: " + Errno.words(-epoll));
        }
        Thread.ofPlatform().daemon().name("rutter-epoll").start(this::loop);
    }

    public static Poller shared() {
        return Shared.POLLER;
    }

    /** Completes when a read will not block: data, end, hang-up or error. */
    public CompletableFuture<Void> readable(int descriptor) throws HostException {
        return await(descriptor, true);
    }

    /** Completes when a write will not block. */
    CompletableFuture<Void> writable(int descriptor) throws HostException {
        return await(descriptor, false);
    }

    /** Cancels the waits for a descriptor and stops watching it; to be called before it is closed. */
    void forget(int descriptor) {
        Waiters gone;
        synchronized (lock) {
            gone = waiters.remove(descriptor);
            if (gone != null) {
                control(EPOLL_CTL_DEL, descriptor, 0);
            }
        }
        if (gone != null) {
            gone.readers.forEach(future -> future.cancel(false));
            gone.writers.forEach(future -> future.cancel(false));
        }
    }

    private CompletableFuture<Void> await(int descriptor, boolean read) throws HostException {
        var future = new CompletableFuture<Void>();
        synchronized (lock) {
            boolean known = waiters.containsKey(descriptor);
            Waiters those = waiters.computeIfAbsent(descriptor, key -> new Waiters());
            List<CompletableFuture<Void>> side = read ? those.readers : those.writers;
            side.removeIf(CompletableFuture::isDone);
            side.add(future);
            int result = control(known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, descriptor, those.events());
            if (result == -Errno.ENOENT || result == -Errno.EEXIST) {
                result = control(known ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, descriptor, those.events());
            }
            if (result < 0) {
                side.remove(future);
                throw new HostException("epoll_ctl", "", -result);
            }
        }
        return future;
    }

    private int control(int operation, int descriptor, int events) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment event = arena.allocate(EVENT_BYTES, 8);
            event.set(JAVA_INT, 0, events | EPOLLONESHOT);
            event.set(JAVA_INT_UNALIGNED, DATA_OFFSET, descriptor);
            return Libc.attempt("epoll_ctl", epoll, operation, descriptor, event.address());
        }
    }

    private void loop() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment events = arena.allocate((long) EVENT_BYTES * EVENTS_AT_ONCE, 8);
            while (true) {
                int count = Libc.attempt("epoll_wait", epoll, events.address(), EVENTS_AT_ONCE, -1);
                if (count < 0) {
                    throw new IllegalStateException("epoll_wait: " + Errno.words(-count));
                }
                for (int i = 0; i < count; i++) {
                    MemorySegment event = events.asSlice((long) i * EVENT_BYTES, EVENT_BYTES);
                    ready(event.get(JAVA_INT_UNALIGNED, DATA_OFFSET), event.get(JAVA_INT_UNALIGNED, 0));
                }
            }
        }
    }

    private void ready(int descriptor, int events) {
        var woken = new ArrayList<CompletableFuture<Void>>();
        boolean over = (events & (EPOLLERR | EPOLLHUP)) != 0;
        synchronized (lock) {
            Waiters those = waiters.get(descriptor);
            if (those == null) {
                return;
            }
            if (over || (events & (EPOLLIN | EPOLLRDHUP)) != 0) {
                woken.addAll(those.readers);
                those.readers.clear();
            }
            if (over || (events & EPOLLOUT) != 0) {
                woken.addAll(those.writers);
                those.writers.clear();
            }
            if (those.events() != 0) {
                control(EPOLL_CTL_MOD, descriptor, those.events());
            }
        }
        woken.forEach(future -> future.complete(null));
    }
}
