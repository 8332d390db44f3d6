package io.rutter.agent.linux.files;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.rutter.agent.linux.Errno;
import io.rutter.agent.linux.HostException;
import io.rutter.agent.linux.Libc;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A file or directory held by itself and not by its name: whoever renames or replaces it meanwhile, this stays the same one. A
 * tree that others change is walked safely one handle at a time. Used by one thread at a time.
 */
public final class FileHandle implements Closeable {
    private static final int O_WRONLY = 1;
    private static final int O_CREAT = 0x40;
    private static final int O_EXCL = 0x80;
    private static final int O_CLOEXEC = 0x80000;
    private static final int O_PATH = 0x200000;
    /** Differs by processor. */
    private static final int O_NOFOLLOW = System.getProperty("os.arch").equals("aarch64") ? 0x8000 : 0x20000;

    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int AT_FDCWD = -100;
    private static final int AT_REMOVEDIR = 0x200;
    private static final int PRIVATE = 0600;
    private static final int PRIVATE_DIRECTORY = 0700;
    private static final int LINK_LIMIT_BYTES = 4096;
    private static final int ATTRIBUTE_LIMIT_BYTES = 64 * 1024;
    private static final long UTIME_OMIT = (1L << 30) - 2;

    private final int number;
    private final AtomicBoolean closed = new AtomicBoolean();

    private FileHandle(int number) {
        this.number = number;
    }

    /** What is at a path of the host; links are followed, so the path must be one to trust. */
    public static FileHandle open(Path path) throws HostException {
        try (Arena arena = Arena.ofConfined()) {
            return new FileHandle(Libc.call("open", path.toString(), text(arena, path.toString()), O_PATH | O_CLOEXEC));
        }
    }

    /**
     * The entry of this directory with a name, a link not followed; null when there is none, or this is no directory, or the
     * name is longer than any can be.
     */
    public @Nullable FileHandle child(String name) throws HostException {
        try (Arena arena = Arena.ofConfined()) {
            int child = Libc.attempt("openat", number, text(arena, plain(name)), O_PATH | O_NOFOLLOW | O_CLOEXEC);
            if (child == -Errno.ENOENT || child == -Errno.ENOTDIR || child == -Errno.ENAMETOOLONG) {
                return null;
            }
            if (child < 0) {
                throw new HostException("openat", name, -child);
            }
            return new FileHandle(child);
        }
    }

    /** Makes an empty file, for root alone at first; fails when the name is taken. */
    public FileHandle makeFile(String name) throws HostException {
        try (Arena arena = Arena.ofConfined()) {
            int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
            return new FileHandle(Libc.call("openat", name, number, text(arena, plain(name)), flags, PRIVATE));
        }
    }

    /** Makes a directory, for root alone at first; fails when the name is taken. */
    public void makeDirectory(String name) throws HostException {
        try (Arena arena = Arena.ofConfined()) {
            Libc.call("mkdirat", name, number, text(arena, plain(name)), PRIVATE_DIRECTORY);
        }
    }

    /** Gives a file of another directory a further name here; a symbolic link is not followed. */
    public void makeHardLink(String name, FileHandle directory, String existing) throws HostException {
        try (Arena arena = Arena.ofConfined()) {
            long from = text(arena, plain(existing));
            Libc.call("linkat", name, directory.number, from, number, text(arena, plain(name)), 0);
        }
    }

    /**
     * Takes a name away. Gone already is fine.
     *
     * @param directory whether it is an empty directory
     */
    public void remove(String name, boolean directory) throws HostException {
        try (Arena arena = Arena.ofConfined()) {
            int result = Libc.attempt("unlinkat", number, text(arena, plain(name)), directory ? AT_REMOVEDIR : 0);
            if (result < 0 && result != -Errno.ENOENT) {
                throw new HostException("unlinkat", name, -result);
            }
        }
    }

    /** Names of this directory's entries, sorted. */
    public List<String> names() throws IOException {
        String[] names = path().toFile().list();
        if (names == null) {
            throw new IOException("a directory is not readable");
        }
        Arrays.sort(names);
        return List.of(names);
    }

    /** Makes a symbolic link to a text, whatever it says; fails when the name is taken. */
    public void makeLink(String name, String target) throws HostException {
        try (Arena arena = Arena.ofConfined()) {
            Libc.call("symlinkat", name, text(arena, target), number, text(arena, plain(name)));
        }
    }

    /**
     * Makes a device or FIFO; fails when the name is taken.
     *
     * @param typeAndMode one of {@link HostFiles}' S_IF constants and the permission bits
     */
    public void makeNode(String name, int typeAndMode, int major, int minor) throws HostException {
        long device = minor & 0xffL | (major & 0xfffL) << 8 | (minor & 0xffffff00L) << 12 | (major & 0xfffff000L) << 32;
        try (Arena arena = Arena.ofConfined()) {
            Libc.call("mknodat", name, number, text(arena, plain(name)), typeAndMode, device);
        }
    }

    /** Holds the same file once more. */
    public FileHandle again() throws HostException {
        return open(path());
    }

    /** A path that leads to this very file as long as it is held, whatever its name is by then. */
    public Path path() {
        return Path.of("/proc/self/fd", Integer.toString(number));
    }

    /** Where this symbolic link points. */
    public String linkTarget() throws HostException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment target = arena.allocate(LINK_LIMIT_BYTES);
            int size = Libc.call("readlinkat", "", number, text(arena, ""), target.address(), LINK_LIMIT_BYTES);
            return new String(target.asSlice(0, size).toArray(JAVA_BYTE), StandardCharsets.UTF_8);
        }
    }

    public void chown(int uid, int gid) throws HostException {
        try (Arena arena = Arena.ofConfined()) {
            Libc.call("fchownat", "", number, text(arena, ""), uid, gid, AT_EMPTY_PATH);
        }
    }

    /** Not for a symbolic link, which has no mode. */
    public void chmod(int mode) throws HostException {
        try (Arena arena = Arena.ofConfined()) {
            Libc.call("chmod", "", text(arena, path().toString()), mode);
        }
    }

    /** When it was last changed; the time of the last access is left as it is. */
    public void setModified(Instant at) throws HostException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment times = arena.allocate(32, 8);
            times.set(JAVA_LONG, 8, UTIME_OMIT);
            times.set(JAVA_LONG, 16, at.getEpochSecond());
            times.set(JAVA_LONG, 24, at.getNano());
            Libc.call("utimensat", "", AT_FDCWD, text(arena, path().toString()), times.address(), 0);
        }
    }

    /** Value of an extended attribute; empty when there is none. */
    public Optional<byte[]> attribute(String name) throws HostException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(ATTRIBUTE_LIMIT_BYTES);
            int size = Libc.attempt(
                    "getxattr",
                    text(arena, path().toString()),
                    text(arena, name),
                    value.address(),
                    ATTRIBUTE_LIMIT_BYTES);
            if (size == -Errno.ENODATA || size == -Errno.EOPNOTSUPP) {
                return Optional.empty();
            }
            if (size < 0) {
                throw new HostException("getxattr", name, -size);
            }
            return Optional.of(value.asSlice(0, size).toArray(JAVA_BYTE));
        }
    }

    /** Sets an extended attribute, unless the filesystem has none or not this kind. */
    public void setAttribute(String name, byte[] value) throws HostException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(Math.max(1, value.length));
            MemorySegment.copy(value, 0, bytes, JAVA_BYTE, 0, value.length);
            int result = Libc.attempt(
                    "setxattr", text(arena, path().toString()), text(arena, name), bytes.address(), value.length, 0);
            if (result < 0 && result != -Errno.EOPNOTSUPP && result != -Errno.EPERM) {
                throw new HostException("setxattr", name, -result);
            }
        }
    }

    private static String plain(String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0) {
            throw new IllegalArgumentException("not the name of an entry: " + name);
        }
        return name;
    }

    private static long text(Arena arena, String text) {
        return arena.allocateFrom(text).address();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            Libc.close(number);
        }
    }
}
