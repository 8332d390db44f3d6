package io.rutter.agent.network;

import io.rutter.agent.linux.network.Namespaces;
import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Real packets: servers that say who they are and whom they see, and clients that ask them. */
final class Wire {
    private static final int TIMEOUT_MILLIS = 700;
    static final Path HOST = Path.of("/proc/self/ns/net");

    private Wire() {}

    /** A TCP server in a namespace that answers each connection with its name and the client's address. */
    static Closeable serve(Path namespace, String name, int port) throws IOException {
        ServerSocket server = Namespaces.insideNet(namespace, () -> {
            var socket = new ServerSocket();
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), port));
            return socket;
        });
        Thread.startVirtualThread(() -> {
            try {
                while (true) {
                    try (Socket client = server.accept()) {
                        client.getOutputStream()
                                .write((name + " " + client.getInetAddress().getHostAddress())
                                        .getBytes(StandardCharsets.UTF_8));
                    }
                }
            } catch (IOException e) {
                // closed
            }
        });
        return server;
    }

    /** The same over UDP. */
    static Closeable serveUdp(Path namespace, String name, int port) throws IOException {
        DatagramSocket server = Namespaces.insideNet(
                namespace, () -> new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), port)));
        Thread.startVirtualThread(() -> {
            try {
                while (true) {
                    var packet = new DatagramPacket(new byte[512], 512);
                    server.receive(packet);
                    byte[] answer =
                            (name + " " + packet.getAddress().getHostAddress()).getBytes(StandardCharsets.UTF_8);
                    server.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                // closed
            }
        });
        return server;
    }

    /** What a client hears: the server's words, {@code refused} or {@code silence}. */
    static String ask(Path namespace, String address, int port) throws IOException {
        return Namespaces.insideNet(
                namespace,
                () -> heard(() -> {
                    try (var socket = new Socket()) {
                        socket.connect(new InetSocketAddress(InetAddress.ofLiteral(address), port), TIMEOUT_MILLIS);
                        socket.setSoTimeout(TIMEOUT_MILLIS);
                        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                    }
                }));
    }

    static String askUdp(Path namespace, String address, int port) throws IOException {
        return Namespaces.insideNet(
                namespace,
                () -> heard(() -> {
                    try (var socket = new DatagramSocket()) {
                        socket.connect(new InetSocketAddress(InetAddress.ofLiteral(address), port));
                        socket.setSoTimeout(TIMEOUT_MILLIS);
                        socket.send(new DatagramPacket(new byte[] {'?'}, 1));
                        var packet = new DatagramPacket(new byte[512], 512);
                        socket.receive(packet);
                        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
                    }
                }));
    }

    private static String heard(Callable<String> question) throws Exception {
        try {
            return question.call();
        } catch (SocketTimeoutException e) {
            return "silence";
        } catch (IOException e) {
            return "refused";
        }
    }
}
