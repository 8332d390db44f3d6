package io.rutter.agent.linux.stream;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.rutter.agent.linux.Descriptor;
import io.rutter.agent.linux.HostException;
import io.rutter.agent.linux.Libc;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A unix socket that keeps the borders of packets, which Java's own do not have. */
public final class SeqPacket implements Closeable {
    private static final int AF_UNIX = 1;
    private static final int SOCK_SEQPACKET = 5;
    private static final int SOCK_NONBLOCK = 0x800;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int ADDRESS_BYTES = 110;
    private static final int PATH_LIMIT_BYTES = 107;
    private static final int SHUT_WR = 1;
    private static final int O_PATH = 0x200000;
    private static final int O_CLOEXEC = 0x80000;

    private final Descriptor socket;

    private SeqPacket(Descriptor socket) {
        this.socket = socket;
    }

    /** Connects. A path longer than an address may be is reached through its directory's descriptor. */
    public static SeqPacket connect(Path path) throws HostException {
        var socket = new Descriptor(
                Libc.call("socket", path.toString(), AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
        try {
            withShortPath(path, text -> connect(socket, text));
        } catch (HostException e) {
            socket.close();
            throw e;
        }
        return new SeqPacket(socket);
    }

    private static int connect(Descriptor socket, String path) throws HostException {
        try (Arena arena = Arena.ofConfined()) {
            return Libc.call(
                    "connect", path, socket.number(), unixAddress(arena, path).address(), ADDRESS_BYTES);
        }
    }

    /** What is done with a path that fits into a socket address. */
    interface WithPath {
        int apply(String path) throws HostException;
    }

    static int withShortPath(Path path, WithPath action) throws HostException {
        if (path.toString().getBytes(StandardCharsets.UTF_8).length <= PATH_LIMIT_BYTES) {
            return action.apply(path.toString());
        }
        try (Arena arena = Arena.ofConfined();
                Descriptor directory = new Descriptor(Libc.call(
                        "open",
                        path.toString(),
                        arena.allocateFrom(path.resolveSibling("").toString()).address(),
                        O_PATH | O_CLOEXEC))) {
            return action.apply("/proc/self/fd/" + directory.number() + "/" + path.getFileName());
        }
    }

    static MemorySegment unixAddress(Arena arena, String path) {
        MemorySegment address = arena.allocate(ADDRESS_BYTES, 2);
        address.set(JAVA_SHORT, 0, (short) AF_UNIX);
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        MemorySegment.copy(bytes, 0, address, JAVA_BYTE, 2, bytes.length);
        return address;
    }

    /** @return bytes of the next packet, or -1 when the other side has closed; a packet longer than the room is cut */
    public int receive(byte[] into) throws IOException {
        return socket.read(into, 0, into.length);
    }

    /** Sends one packet. */
    public void send(byte[] from, int offset, int length) throws IOException {
        socket.write(from, offset, length);
    }

    /** Says that nothing more will be sent. */
    public void shutdownOutput() {
        if (socket.enter()) {
            try {
                Libc.attempt("shutdown", socket.number(), SHUT_WR);
            } finally {
                socket.leave();
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
