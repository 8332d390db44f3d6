package io.rutter.agent.runtime.oci;

import io.rutter.agent.linux.stream.SeqPacket;
import io.rutter.agent.runtime.logs.OutputReader;
import io.rutter.engine.assignment.IoStreams;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A client's hold on a main process. Output comes from the log file, so a slow client holds nobody up; input goes through the
 * monitor's socket.
 */
final class Attachment implements IoStreams {
    private static final int PACKET_BYTES = 8 * 1024;
    private static final int RECEIVE_BYTES = 32 * 1024;

    private final OutputReader output;
    private final @Nullable SeqPacket socket;

    /** @param socket to the monitor; null when no input is wanted */
    Attachment(OutputReader output, @Nullable SeqPacket socket) {
        this.output = output;
        this.socket = socket;
        if (socket != null) {
            Thread.ofVirtual().name("attach-drain").start(() -> drain(socket));
        }
    }

    /** The monitor sends all output to whoever has attached; it is read from the log instead. */
    private static void drain(SeqPacket socket) {
        byte[] packet = new byte[RECEIVE_BYTES];
        try {
            while (socket.receive(packet) >= 0) {
                // nothing is kept
            }
        } catch (IOException e) {
            socket.close();
        }
    }

    @Override
    public @Nullable OutputStream stdin() {
        if (socket == null) {
            return null;
        }
        SeqPacket to = socket;
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] from, int offset, int length) throws IOException {
                for (int done = 0; done < length; done += PACKET_BYTES) {
                    to.send(from, offset + done, Math.min(PACKET_BYTES, length - done));
                }
            }

            @Override
            public void close() {
                to.shutdownOutput();
            }
        };
    }

    @Override
    public @Nullable Chunk next() throws IOException {
        return output.next();
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
        }
        output.close();
    }
}
