package io.rutter.agent.linux.process;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.rutter.agent.linux.Descriptor;
import io.rutter.agent.linux.Errno;
import io.rutter.agent.linux.HostException;
import io.rutter.agent.linux.Libc;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Starts host programs with exactly the descriptors that they shall have. */
public final class Programs {
    private static final int SIGKILL = 9;
    private static final int F_DUPFD_CLOEXEC = 1030;
    /** Above any number that a child is given, so that no copy in the child overwrites a source. */
    private static final int SOURCES_FROM = 64;

    private static final int SPAWN_STRUCT_BYTES = 512;
    private static final int SIGSET_BYTES = 128;
    private static final short POSIX_SPAWN_SETSIGDEF = 0x04;
    private static final short POSIX_SPAWN_SETSIGMASK = 0x08;
    private static final short POSIX_SPAWN_SETSID = 0x80;
    private static final int KILL_WAIT_SECONDS = 10;

    private static final Map<String, String> FOUND = new ConcurrentHashMap<>();

    private Programs() {}

    /** Where a program of the host lies, by name or path. */
    public static Optional<String> find(String nameOrPath) {
        if (nameOrPath.startsWith("/")) {
            return Files.isExecutable(Path.of(nameOrPath)) ? Optional.of(nameOrPath) : Optional.empty();
        }
        String known = FOUND.get(nameOrPath);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<String> found = Program.searchPath().stream()
                .map(directory -> directory + "/" + nameOrPath)
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst();
        found.ifPresent(path -> FOUND.put(nameOrPath, path));
        return found;
    }

    static String require(String nameOrPath) throws HostException {
        return find(nameOrPath).orElseThrow(() -> new HostException("run", nameOrPath, Errno.ENOENT));
    }

    /**
     * Runs a program to its end. Its output goes to memory of a fixed size, so nobody has to read along: one that writes more
     * gets an error from its write. One that takes longer than its timeout is killed.
     */
    public static ProgramResult run(Program program) throws IOException {
        try (MemoryFile in = MemoryFile.holding(program.stdin());
                MemoryFile out = MemoryFile.ofAtMost(program.outputLimitBytes());
                MemoryFile err = MemoryFile.ofAtMost(program.outputLimitBytes())) {
            Child child = spawn(program, Map.of(0, in.descriptor(), 1, out.descriptor(), 2, err.descriptor()));
            int code = await(program, child);
            return new ProgramResult(code, out.written(), err.written());
        }
    }

    private static int await(Program program, Child child) throws IOException {
        try {
            return child.exitFuture().get(program.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            child.signal(SIGKILL);
            child.exitFuture()
                    .completeOnTimeout(SIGKILL, KILL_WAIT_SECONDS, TimeUnit.SECONDS)
                    .join();
            throw new IOException(program.path() + " did not end within " + program.timeout(), e);
        } catch (InterruptedException e) {
            child.signal(SIGKILL);
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException("interrupted while running " + program.path());
        } catch (ExecutionException e) {
            throw new IllegalStateException("waiting for a child failed", e);
        }
    }

    /**
     * Starts a program and returns at once.
     *
     * @param descriptors what it shall have open, by its own numbers; 0 to 2 are the null device where nothing is given, and
     *     all others are closed in it. The caller closes its own copies.
     */
    public static Child spawn(Program program, Map<Integer, Descriptor> descriptors) throws HostException {
        var sources = new TreeMap<Integer, Integer>();
        try (Arena arena = Arena.ofConfined()) {
            for (var entry : descriptors.entrySet()) {
                sources.put(entry.getKey(), copy(entry.getValue()));
            }
            return Child.of(spawn(arena, program, sources));
        } finally {
            sources.values().forEach(Libc::close);
        }
    }

    private static int copy(Descriptor source) throws HostException {
        if (!source.enter()) {
            throw new HostException("spawn", "with a closed descriptor", Errno.EBADF);
        }
        try {
            return Libc.call("fcntl", "F_DUPFD_CLOEXEC", source.number(), F_DUPFD_CLOEXEC, SOURCES_FROM);
        } finally {
            source.leave();
        }
    }

    private static int spawn(Arena arena, Program program, TreeMap<Integer, Integer> sources) throws HostException {
        MemorySegment actions = arena.allocate(SPAWN_STRUCT_BYTES, 16);
        MemorySegment attributes = arena.allocate(SPAWN_STRUCT_BYTES, 16);
        zero("posix_spawn_file_actions_init", actions.address());
        zero("posix_spawnattr_init", attributes.address());
        try {
            describe(arena, program, sources, actions.address());
            MemorySegment signals = arena.allocate(SIGSET_BYTES, 8);
            zero("posix_spawnattr_setsigmask", attributes.address(), signals.address());
            signals.fill((byte) 0xff);
            zero("posix_spawnattr_setsigdefault", attributes.address(), signals.address());
            int flags =
                    POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | (program.newSession() ? POSIX_SPAWN_SETSID : 0);
            zero("posix_spawnattr_setflags", attributes.address(), flags);
            MemorySegment pid = arena.allocate(JAVA_INT);
            zero(
                    "posix_spawn",
                    program.path(),
                    pid.address(),
                    arena.allocateFrom(program.path()).address(),
                    actions.address(),
                    attributes.address(),
                    pointers(arena, program.argv()),
                    pointers(arena, program.envp()));
            return pid.get(JAVA_INT, 0);
        } finally {
            Libc.attempt("posix_spawn_file_actions_destroy", actions.address());
            Libc.attempt("posix_spawnattr_destroy", attributes.address());
        }
    }

    private static void describe(Arena arena, Program program, TreeMap<Integer, Integer> sources, long actions)
            throws HostException {
        int highest = Math.max(2, sources.isEmpty() ? 2 : sources.lastKey());
        long nowhere = arena.allocateFrom("/dev/null").address();
        for (int target = 0; target <= highest; target++) {
            Integer source = sources.get(target);
            if (source != null) {
                zero("posix_spawn_file_actions_adddup2", actions, source, target);
            } else if (target <= 2) {
                zero("posix_spawn_file_actions_addopen", actions, target, nowhere, target == 0 ? 0 : 1, 0);
            } else {
                zero("posix_spawn_file_actions_addclose", actions, target);
            }
        }
        zero("posix_spawn_file_actions_addclosefrom_np", actions, highest + 1L);
        Path directory = program.directory();
        if (directory != null) {
            zero(
                    "posix_spawn_file_actions_addchdir_np",
                    actions,
                    arena.allocateFrom(directory.toString()).address());
        }
    }

    /** These functions return the error number instead of setting it. */
    private static void zero(String function, long... arguments) throws HostException {
        zero(function, "", arguments);
    }

    private static void zero(String function, String about, long... arguments) throws HostException {
        int result = Libc.attempt(function, arguments);
        if (result != 0) {
            throw new HostException(function, about, Math.abs(result));
        }
    }

    private static long pointers(Arena arena, List<String> texts) {
        MemorySegment table = arena.allocate(JAVA_LONG.byteSize() * (texts.size() + 1), 8);
        for (int i = 0; i < texts.size(); i++) {
            table.setAtIndex(JAVA_LONG, i, arena.allocateFrom(texts.get(i)).address());
        }
        return table.address();
    }

    /** An anonymous file in memory. What has inherited it shares its position, so the position tells how much was written. */
    private record MemoryFile(Descriptor descriptor, int sizeBytes) implements AutoCloseable {
        private static final int MFD_CLOEXEC = 1;
        private static final int MFD_ALLOW_SEALING = 2;
        private static final int F_ADD_SEALS = 1033;
        private static final int F_SEAL_SHRINK = 2;
        private static final int F_SEAL_GROW = 4;
        private static final int SEEK_SET = 0;
        private static final int SEEK_CUR = 1;

        static MemoryFile holding(byte[] bytes) throws HostException {
            MemoryFile file = open();
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment buffer = arena.allocate(Math.max(1, bytes.length));
                MemorySegment.copy(bytes, 0, buffer, JAVA_BYTE, 0, bytes.length);
                for (long done = 0; done < bytes.length; ) {
                    done += Libc.call("write", "", file.number(), buffer.address() + done, bytes.length - done);
                }
                Libc.call("lseek", "", file.number(), 0, SEEK_SET);
            }
            return file;
        }

        static MemoryFile ofAtMost(int bytes) throws HostException {
            MemoryFile file = open();
            Libc.call("ftruncate", "", file.number(), bytes);
            Libc.call("fcntl", "F_ADD_SEALS", file.number(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW);
            return new MemoryFile(file.descriptor, bytes);
        }

        private static MemoryFile open() throws HostException {
            try (Arena arena = Arena.ofConfined()) {
                long name = arena.allocateFrom("rutter").address();
                return new MemoryFile(
                        new Descriptor(Libc.call("memfd_create", "", name, MFD_CLOEXEC | MFD_ALLOW_SEALING)), 0);
            }
        }

        private int number() {
            return descriptor.number();
        }

        byte[] written() throws HostException {
            int length = Math.min(sizeBytes, Libc.call("lseek", "", number(), 0, SEEK_CUR));
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment buffer = arena.allocate(Math.max(1, length));
                for (int done = 0; done < length; ) {
                    done += Libc.call("pread64", "", number(), buffer.address() + done, length - done, done);
                }
                return buffer.asSlice(0, length).toArray(JAVA_BYTE);
            }
        }

        @Override
        public void close() {
            descriptor.close();
        }
    }
}
