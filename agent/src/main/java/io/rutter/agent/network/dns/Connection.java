package io.rutter.agent.network.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;

/** Questions and answers over TCP, each with its length before it. */
final class Connection implements AutoCloseable {
    private static final int IDLE_MILLIS = 10_000;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    Connection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(IDLE_MILLIS);
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
    }

    /** The next question; empty when the client has no more. */
    Optional<byte[]> next() throws IOException {
        try {
            return Optional.of(in.readNBytes(in.readUnsignedShort()));
        } catch (EOFException e) {
            return Optional.empty();
        }
    }

    void answer(byte[] message) throws IOException {
        out.writeShort(message.length);
        out.write(message);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
