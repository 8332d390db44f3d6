package io.rutter.agent.linux.files;

import io.rutter.agent.linux.Descriptor;
import io.rutter.agent.linux.Errno;
import io.rutter.agent.linux.HostException;
import io.rutter.agent.linux.Libc;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Mounts and unmounts in the engine's own mount namespace. */
public final class Mounts {
    /** What a mount may be made with; values of the kernel. */
    public enum Flag {
        READ_ONLY(1),
        NO_SUID(2),
        NO_DEV(4),
        NO_EXEC(8),
        REMOUNT(32),
        BIND(4096),
        RECURSIVE(16384);

        private final long bits;

        Flag(long bits) {
            this.bits = bits;
        }
    }

    private static final int MNT_DETACH = 2;
    private static final int UMOUNT_NOFOLLOW = 8;
    /** The kernel takes one page of options, with the closing zero. */
    private static final int OPTIONS_LIMIT_BYTES = 4095;

    private static final int FSOPEN_CLOEXEC = 1;
    private static final int FSMOUNT_CLOEXEC = 1;
    private static final int FSCONFIG_SET_STRING = 1;
    private static final int FSCONFIG_CMD_CREATE = 6;
    private static final int MOVE_MOUNT_F_EMPTY_PATH = 4;
    private static final int SYS_MOVE_MOUNT = 429;
    private static final int SYS_FSOPEN = 430;
    private static final int SYS_FSCONFIG = 431;
    private static final int SYS_FSMOUNT = 432;
    private static final int AT_FDCWD = -100;

    private Mounts() {}

    /**
     * Mounts a filesystem.
     *
     * @param options of the filesystem, such as {@code size=64m}; empty for none
     */
    public static void mount(String source, Path target, String type, Set<Flag> flags, String options)
            throws HostException {
        long bits = flags.stream().mapToLong(flag -> flag.bits).reduce(0, (a, b) -> a | b);
        try (Arena arena = Arena.ofConfined()) {
            Libc.call(
                    "mount",
                    source + " at " + target,
                    arena.allocateFrom(source).address(),
                    arena.allocateFrom(target.toString()).address(),
                    arena.allocateFrom(type).address(),
                    bits,
                    options.isEmpty() ? 0 : arena.allocateFrom(options).address());
        }
    }

    public static void tmpfs(Path target, Set<Flag> flags, String options) throws HostException {
        mount("tmpfs", target, "tmpfs", flags, options);
    }

    /**
     * Lays directories over one another.
     *
     * @param lowers topmost first; at least one
     * @param upper takes the changes
     * @param work empty directory on the filesystem of {@code upper}
     * @param extra further options of the overlay, such as {@code metacopy=on}
     */
    public static void overlay(List<Path> lowers, Path upper, Path work, Path target, List<String> extra)
            throws HostException {
        var options = new StringBuilder("lowerdir=");
        for (int i = 0; i < lowers.size(); i++) {
            options.append(i == 0 ? "" : ":").append(escaped(lowers.get(i)));
        }
        options.append(",upperdir=").append(escaped(upper)).append(",workdir=").append(escaped(work));
        extra.forEach(option -> options.append(',').append(option));
        if (options.toString().getBytes(StandardCharsets.UTF_8).length <= OPTIONS_LIMIT_BYTES) {
            mount("overlay", target, "overlay", Set.of(), options.toString());
        } else {
            longOverlay(lowers, upper, work, target, extra);
        }
    }

    private static String escaped(Path path) {
        return path.toString().replace("\\", "\\\\").replace(":", "\\:").replace(",", "\\,");
    }

    /** More layers than one page of options holds: a layer a call, which Linux 6.8 and newer take. */
    private static void longOverlay(List<Path> lowers, Path upper, Path work, Path target, List<String> extra)
            throws HostException {
        try (Arena arena = Arena.ofConfined();
                Descriptor context = new Descriptor(
                        Libc.call("syscall", "fsopen overlay", SYS_FSOPEN, text(arena, "overlay"), FSOPEN_CLOEXEC))) {
            for (Path lower : lowers) {
                configure(arena, context, "lowerdir+", lower.toString());
            }
            configure(arena, context, "upperdir", upper.toString());
            configure(arena, context, "workdir", work.toString());
            for (String option : extra) {
                int equals = option.indexOf('=');
                configure(arena, context, option.substring(0, equals), option.substring(equals + 1));
            }
            Libc.call(
                    "syscall",
                    "overlay of " + lowers.size() + " layers",
                    SYS_FSCONFIG,
                    context.number(),
                    FSCONFIG_CMD_CREATE,
                    0,
                    0,
                    0);
            try (Descriptor mount = new Descriptor(
                    Libc.call("syscall", "fsmount", SYS_FSMOUNT, context.number(), FSMOUNT_CLOEXEC, 0))) {
                Libc.call(
                        "syscall",
                        "move_mount " + target,
                        SYS_MOVE_MOUNT,
                        mount.number(),
                        text(arena, ""),
                        AT_FDCWD,
                        text(arena, target.toString()),
                        MOVE_MOUNT_F_EMPTY_PATH);
            }
        }
    }

    private static void configure(Arena arena, Descriptor context, String key, String value) throws HostException {
        Libc.call(
                "syscall",
                key + "=" + value,
                SYS_FSCONFIG,
                context.number(),
                FSCONFIG_SET_STRING,
                text(arena, key),
                text(arena, value),
                0);
    }

    private static long text(Arena arena, String text) {
        return arena.allocateFrom(text).address();
    }

    /**
     * Takes a mount away at once; who still uses it keeps it until done.
     *
     * @return false when nothing was mounted there
     */
    public static boolean unmount(Path target) throws HostException {
        try (Arena arena = Arena.ofConfined()) {
            int result = Libc.attempt("umount2", text(arena, target.toString()), MNT_DETACH | UMOUNT_NOFOLLOW);
            if (result == -Errno.EINVAL || result == -Errno.ENOENT) {
                return false;
            }
            if (result < 0) {
                throw new HostException("umount2", target.toString(), -result);
            }
            return true;
        }
    }

    /** All mounts, in the order of their making. */
    public static List<MountEntry> table() throws IOException {
        return MountEntry.readAll(Path.of("/proc/self/mountinfo"));
    }
}
