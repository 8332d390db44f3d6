package io.rutter.agent.linux.process;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.rutter.agent.linux.ChannelNumber;
import io.rutter.agent.linux.Libc;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Who is at the other end of a unix socket. */
public final class Peers {
    private static final int SOL_SOCKET = 1;
    private static final int SO_PEERCRED = 17;

    private Peers() {}

    /**
     * A process at the other end, as the kernel saw it when it connected.
     *
     * @param name of its program, at most 15 characters; empty when it has ended
     */
    public record Peer(int pid, int uid, int gid, String name) {}

    /** Empty when the channel is no connected unix socket. */
    public static Optional<Peer> of(SocketChannel channel) {
        return ChannelNumber.of(channel).flatMap(Peers::of);
    }

    private static Optional<Peer> of(int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment credentials = arena.allocate(12, 4);
            MemorySegment length = arena.allocate(JAVA_INT);
            length.set(JAVA_INT, 0, 12);
            int result = Libc.attempt(
                    "getsockopt", descriptor, SOL_SOCKET, SO_PEERCRED, credentials.address(), length.address());
            if (result < 0) {
                return Optional.empty();
            }
            int pid = credentials.get(JAVA_INT, 0);
            return Optional.of(new Peer(pid, credentials.get(JAVA_INT, 4), credentials.get(JAVA_INT, 8), name(pid)));
        }
    }

    private static String name(int pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/comm")).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
