package io.rutter.agent.linux.files;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.rutter.agent.linux.Descriptor;
import io.rutter.agent.linux.Errno;
import io.rutter.agent.linux.HostException;
import io.rutter.agent.linux.Libc;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What Java's own file functions cannot say. No call follows a symbolic link at the end of its path. */
public final class HostFiles {
    public static final int S_IFIFO = 0x1000;
    public static final int S_IFCHR = 0x2000;
    public static final int S_IFBLK = 0x6000;

    private static final int AT_FDCWD = -100;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final long UTIME_OMIT = (1L << 30) - 2;
    private static final int RLIMIT_NOFILE = 7;
    private static final int O_WRONLY = 1;
    private static final int O_NONBLOCK = 0x800;
    private static final int O_CLOEXEC = 0x80000;
    private static final int MINOR_LOW_BITS = 0xff;
    private static final int LIST_LIMIT_BYTES = 64 * 1024;

    private HostFiles() {}

    /** Owner and group by number; -1 leaves one as it is. */
    public static void chown(Path path, int uid, int gid) throws HostException {
        try (Arena arena = Arena.ofConfined()) {
            Libc.call("lchown", path.toString(), text(arena, path), uid, gid);
        }
    }

    /** Mode with set-id and sticky bits. A symbolic link has none, so the path must not be one. */
    public static void chmod(Path path, int mode) throws HostException {
        try (Arena arena = Arena.ofConfined()) {
            Libc.call("chmod", path.toString(), text(arena, path), mode);
        }
    }

    /** When it was last changed, exact to the nanosecond; the time of the last access is left as it is. */
    public static void setModified(Path path, Instant at) throws HostException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment times = arena.allocate(32, 8);
            times.set(JAVA_LONG, 8, UTIME_OMIT);
            times.set(JAVA_LONG, 16, at.getEpochSecond());
            times.set(JAVA_LONG, 24, at.getNano());
            Libc.call("utimensat", path.toString(), AT_FDCWD, text(arena, path), times.address(), AT_SYMLINK_NOFOLLOW);
        }
    }

    /**
     * Makes a device or FIFO.
     *
     * @param typeAndMode one of the S_IF constants and the permission bits
     */
    public static void makeNode(Path path, int typeAndMode, int major, int minor) throws HostException {
        long device = (long) (minor & MINOR_LOW_BITS)
                | (major & 0xfffL) << 8
                | (minor & ~0xffL) << 12
                | (major & ~0xfffL) << 32;
        try (Arena arena = Arena.ofConfined()) {
            Libc.call("mknod", path.toString(), text(arena, path), typeAndMode, device);
            Libc.call("chmod", path.toString(), text(arena, path), typeAndMode & 07777);
        }
    }

    /** Value of an extended attribute; empty when there is none, or when the filesystem has none at all. */
    public static Optional<byte[]> attribute(Path path, String name) throws HostException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(LIST_LIMIT_BYTES);
            int size =
                    Libc.attempt("lgetxattr", text(arena, path), text(arena, name), value.address(), LIST_LIMIT_BYTES);
            if (size == -Errno.ENODATA || size == -Errno.EOPNOTSUPP) {
                return Optional.empty();
            }
            if (size < 0) {
                throw new HostException("lgetxattr", path + " " + name, -size);
            }
            return Optional.of(value.asSlice(0, size).toArray(JAVA_BYTE));
        }
    }

    /** Names of a file's extended attributes. */
    public static List<String> attributes(Path path) throws HostException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment names = arena.allocate(LIST_LIMIT_BYTES);
            int size = Libc.attempt("llistxattr", text(arena, path), names.address(), LIST_LIMIT_BYTES);
            if (size == -Errno.EOPNOTSUPP) {
                return List.of();
            }
            if (size < 0) {
                throw new HostException("llistxattr", path.toString(), -size);
            }
            String joined = new String(names.asSlice(0, size).toArray(JAVA_BYTE), StandardCharsets.UTF_8);
            return joined.isEmpty() ? List.of() : new ArrayList<>(List.of(joined.split("\0")));
        }
    }

    public static void setAttribute(Path path, String name, byte[] value) throws HostException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(Math.max(1, value.length));
            MemorySegment.copy(value, 0, bytes, JAVA_BYTE, 0, value.length);
            Libc.call(
                    "lsetxattr",
                    path + " " + name,
                    text(arena, path),
                    text(arena, name),
                    bytes.address(),
                    value.length,
                    0);
        }
    }

    /** Makes all changes on the filesystem of a path durable. */
    public static void syncFilesystem(Path path) throws IOException {
        withOpen(path, "syncfs");
    }

    /**
     * Writes a few bytes to a FIFO that somebody reads.
     *
     * @return false when nobody reads it, or it is not there
     */
    public static boolean writeFifo(Path path, byte[] bytes) throws IOException {
        int number;
        try (Arena arena = Arena.ofConfined()) {
            number = Libc.attempt("open", text(arena, path), O_WRONLY | O_NONBLOCK | O_CLOEXEC);
        }
        if (number == -Errno.ENXIO || number == -Errno.ENOENT) {
            return false;
        }
        if (number < 0) {
            throw new HostException("open", path.toString(), -number);
        }
        try (Descriptor fifo = new Descriptor(number)) {
            fifo.write(bytes, 0, bytes.length);
            return true;
        }
    }

    /** Most open files that this process may grant itself or a child. */
    public static long openFilesLimit() throws HostException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment limit = arena.allocate(16, 8);
            Libc.call("getrlimit", "RLIMIT_NOFILE", RLIMIT_NOFILE, limit.address());
            return limit.get(JAVA_LONG, 8);
        }
    }

    private static void withOpen(Path path, String function) throws HostException {
        try (Arena arena = Arena.ofConfined();
                Descriptor file = new Descriptor(Libc.call("open", path.toString(), text(arena, path), O_CLOEXEC))) {
            Libc.call(function, path.toString(), file.number());
        }
    }

    private static long text(Arena arena, Path path) {
        return text(arena, path.toString());
    }

    private static long text(Arena arena, String text) {
        return arena.allocateFrom(text).address();
    }
}
