package io.rutter.agent.network.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Asks other servers, in the words of the client. Each question has a socket, and so a source port, of its own. */
final class Forwarder {
    /** Questions that may be under way at once for the whole node; more are refused. */
    private static final int CONCURRENT_QUESTIONS = 1024;

    private static final int TIMEOUT_MILLIS = 2_000;
    private static final int MESSAGE_BYTES = 65_535;
    private static final int HEADER_BYTES = 12;

    private final Semaphore room = new Semaphore(CONCURRENT_QUESTIONS);

    /** The first server's answer that comes in time; empty when there is none or no room to ask. */
    Optional<byte[]> ask(byte[] query, List<InetSocketAddress> servers, boolean tcp) {
        if (!room.tryAcquire()) {
            return Optional.empty();
        }
        try {
            for (InetSocketAddress server : servers) {
                try {
                    return Optional.of(tcp ? overTcp(query, server) : overUdp(query, server));
                } catch (IOException e) {
                    continue;
                }
            }
            return Optional.empty();
        } finally {
            room.release();
        }
    }

    private static byte[] overUdp(byte[] query, InetSocketAddress server) throws IOException {
        try (var socket = new DatagramSocket()) {
            socket.connect(server);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.send(new DatagramPacket(query, query.length));
            var packet = new DatagramPacket(new byte[MESSAGE_BYTES], MESSAGE_BYTES);
            while (true) {
                socket.receive(packet);
                if (answers(packet.getData(), packet.getLength(), query)) {
                    return Arrays.copyOf(packet.getData(), packet.getLength());
                }
            }
        }
    }

    private static byte[] overTcp(byte[] query, InetSocketAddress server) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(server, TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            var out = new DataOutputStream(socket.getOutputStream());
            out.writeShort(query.length);
            out.write(query);
            out.flush();
            var in = new DataInputStream(socket.getInputStream());
            byte[] answer = in.readNBytes(in.readUnsignedShort());
            if (!answers(answer, answer.length, query)) {
                throw new IOException("a server answered another question");
            }
            return answer;
        }
    }

    private static boolean answers(byte[] answer, int length, byte[] query) {
        return length >= HEADER_BYTES && answer[0] == query[0] && answer[1] == query[1];
    }
}
