package io.rutter.agent.linux.stream;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.rutter.agent.linux.Descriptor;
import io.rutter.agent.linux.HostException;
import io.rutter.agent.linux.Libc;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A socket on which an OCI runtime hands over the master side of a terminal that it has made. */
public final class ConsoleSocket implements Closeable {
    private static final int AF_UNIX = 1;
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_NONBLOCK = 0x800;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int ADDRESS_BYTES = 110;
    private static final int MSG_CMSG_CLOEXEC = 0x40000000;
    private static final int MSGHDR_BYTES = 56;
    private static final int CONTROL_BYTES = 64;
    private static final int CMSG_HEADER_BYTES = 16;
    private static final int NAME_BYTES = 4096;

    private final Descriptor socket;
    private final Path path;

    private ConsoleSocket(Descriptor socket, Path path) {
        this.socket = socket;
        this.path = path;
    }

    /** Listens at a path where nothing is yet. */
    public static ConsoleSocket listen(Path path) throws HostException {
        var socket = new Descriptor(
                Libc.call("socket", path.toString(), AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
        try (Arena arena = Arena.ofConfined()) {
            SeqPacket.withShortPath(
                    path,
                    text -> Libc.call(
                            "bind",
                            path.toString(),
                            socket.number(),
                            SeqPacket.unixAddress(arena, text).address(),
                            ADDRESS_BYTES));
            Libc.call("listen", path.toString(), socket.number(), 1);
        } catch (HostException e) {
            socket.close();
            throw e;
        }
        return new ConsoleSocket(socket, path);
    }

    /** Waits until the runtime is about to hand one over; false when it is not in time. */
    public boolean awaits(Duration atMost) throws IOException {
        return socket.awaitReadable(atMost);
    }

    /** Waits for the terminal; an {@link IOException} when none has come in time. */
    public Terminal receive(Duration atMost) throws IOException {
        if (!socket.awaitReadable(atMost)) {
            throw new IOException("the runtime has handed over no terminal within " + atMost);
        }
        int number = Libc.call("accept4", path.toString(), socket.number(), 0, 0, SOCK_CLOEXEC | SOCK_NONBLOCK);
        try (Descriptor connection = new Descriptor(number)) {
            if (!connection.awaitReadable(atMost)) {
                throw new IOException("the runtime has handed over no terminal within " + atMost);
            }
            return new Terminal(new Descriptor(received(connection.number())).nonBlocking());
        }
    }

    private int received(int connection) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment data = arena.allocate(NAME_BYTES);
            MemorySegment part = arena.allocate(16, 8);
            part.set(JAVA_LONG, 0, data.address());
            part.set(JAVA_LONG, 8, NAME_BYTES);
            MemorySegment control = arena.allocate(CONTROL_BYTES, 8);
            MemorySegment message = arena.allocate(MSGHDR_BYTES, 8);
            message.set(JAVA_LONG, 16, part.address());
            message.set(JAVA_LONG, 24, 1);
            message.set(JAVA_LONG, 32, control.address());
            message.set(JAVA_LONG, 40, CONTROL_BYTES);
            Libc.call("recvmsg", path.toString(), connection, message.address(), MSG_CMSG_CLOEXEC);
            if (message.get(JAVA_LONG, 40) < CMSG_HEADER_BYTES + 4) {
                throw new IOException("the runtime sent no terminal on " + path);
            }
            return control.get(JAVA_INT, CMSG_HEADER_BYTES);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        Files.deleteIfExists(path);
    }
}
