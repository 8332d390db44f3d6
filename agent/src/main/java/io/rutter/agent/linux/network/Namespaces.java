package io.rutter.agent.linux.network;

import io.rutter.agent.linux.Descriptor;
import io.rutter.agent.linux.HostException;
import io.rutter.agent.linux.Libc;
import io.rutter.agent.linux.Poller;
import io.rutter.agent.linux.files.Mounts;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Network namespaces with a name: a file on which the namespace is mounted keeps it alive without a process.
 *
 * <p>Whoever enters one does so on a thread made for it, which ends afterwards, so no thread can ever be left behind in the
 * wrong place.
 */
public final class Namespaces {
    private static final int CLONE_NEWNET = 0x40000000;
    private static final int O_CLOEXEC = 0x80000;
    private static final Path OWN_NET = Path.of("/proc/thread-self/ns/net");

    private Namespaces() {}

    /** Makes an empty network namespace under a file name. Its loopback is down. */
    public static void createNet(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
        Files.createFile(file);
        try {
            onThread("netns-create", () -> {
                Libc.call("unshare", "network namespace", CLONE_NEWNET);
                Mounts.mount(OWN_NET.toString(), file, "", Set.of(Mounts.Flag.BIND), "");
                return null;
            });
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** Takes the name away; the namespace goes with its last process. */
    public static void delete(Path file) throws IOException {
        while (Mounts.unmount(file)) {
            // what was mounted twice is unmounted twice
        }
        Files.deleteIfExists(file);
    }

    /**
     * Runs a task inside a network namespace and waits for it. Sockets it opens and programs it starts belong there for good.
     * The task must start no threads and wake none that start some, as a lock does when a virtual thread waits for it: a new
     * thread, and a carrier of virtual threads is one, would be born inside and stay there.
     *
     * @param file a named namespace, or {@code /proc/PID/ns/net}
     */
    public static <T> T insideNet(Path file, Callable<T> task) throws IOException {
        return onThread("netns", () -> {
            try (Descriptor namespace = open(file)) {
                Libc.call("setns", file.toString(), namespace.number(), CLONE_NEWNET);
            }
            return task.call();
        });
    }

    private static Descriptor open(Path file) throws HostException {
        try (Arena arena = Arena.ofConfined()) {
            return new Descriptor(Libc.call(
                    "open", file.toString(), arena.allocateFrom(file.toString()).address(), O_CLOEXEC));
        }
    }

    /**
     * The poller's thread is born before, on a thread that is where the engine is. The task's thread goes home before it says
     * that it is done, for that may wake a virtual thread, and this a new carrier.
     */
    private static <T> T onThread(String name, Callable<T> task) throws IOException {
        Poller.shared();
        var result = new FutureTask<T>(() -> {
            try (Descriptor home = open(OWN_NET)) {
                try {
                    return task.call();
                } finally {
                    Libc.call("setns", "the way back", home.number(), CLONE_NEWNET);
                }
            }
        });
        Thread.ofPlatform().daemon().name("rutter-" + name).start(result);
        try {
            return result.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case HostException cause -> throw cause;
                case IOException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new IOException(e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException("interrupted in " + name);
        }
    }
}
