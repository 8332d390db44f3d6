package io.rutter.http.server.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The bytes of a connection. One thread reads, another writes, a third may close: each blocks for itself alone. */
public interface ClientSocket {
    /**
     * Waits for bytes.
     *
     * @param buffer with an array behind it
     * @return how many came; -1 when the client sends no more
     */
    int read(ByteBuffer buffer) throws IOException;

    /** Waits until all is on its way. */
    void write(ByteBuffer bytes) throws IOException;

    /** Tells the client that nothing more will come; it may still send. */
    void shutdownOutput() throws IOException;

    /** At once: a read or write under way fails. May be called twice. */
    void close() throws IOException;

    /** As it comes from the kernel. */
    record Plain(SocketChannel channel) implements ClientSocket {
        @Override
        public int read(ByteBuffer buffer) throws IOException {
            return channel.read(buffer);
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        @Override
        public void shutdownOutput() throws IOException {
            channel.shutdownOutput();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
