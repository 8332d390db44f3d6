package io.rutter.agent.network;

import io.rutter.agent.linux.network.Ipv6Only;
import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Carries datagrams to an IPv6 address of the host on to a container, and its answers back to who asked. */
final class UdpRelay implements Closeable {
    /** Clients carried at once for one port; datagrams of more are dropped. */
    private static final int CLIENTS = 1024;

    /** How long a silent client is remembered, as in dockerd's own relay. */
    private static final int IDLE_MILLIS = 90_000;

    private static final Duration CLOSE_WAIT = Duration.ofSeconds(1);
    private static final int DATAGRAM_BYTES = 65_535;

    private final DatagramSocket socket;
    private final InetSocketAddress target;
    private final Thread receiver;
    private final Map<SocketAddress, DatagramSocket> clients = new ConcurrentHashMap<>();

    private UdpRelay(DatagramSocket socket, InetSocketAddress target) {
        this.socket = socket;
        this.target = target;
        receiver = Thread.ofVirtual().name("rutter-relay-udp").unstarted(this::run);
    }

    /** Listens, or says with a {@link java.net.BindException} why not. */
    static UdpRelay open(InetSocketAddress place, InetSocketAddress target) throws IOException {
        DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET6);
        try {
            Ipv6Only.set(channel);
            channel.bind(place);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        var relay = new UdpRelay(channel.socket(), target);
        relay.receiver.start();
        return relay;
    }

    private void run() {
        var packet = new DatagramPacket(new byte[DATAGRAM_BYTES], DATAGRAM_BYTES);
        try {
            while (true) {
                packet.setLength(DATAGRAM_BYTES);
                socket.receive(packet);
                forward(packet);
            }
        } catch (IOException e) {
            // closed: the port is no longer published
        }
    }

    private void forward(DatagramPacket packet) {
        SocketAddress client = packet.getSocketAddress();
        DatagramSocket way = clients.get(client);
        try {
            if (way == null) {
                if (clients.size() >= CLIENTS) {
                    return;
                }
                DatagramSocket opened = opened();
                way = opened;
                clients.put(client, opened);
                Thread.startVirtualThread(() -> answer(opened, client));
            }
            way.send(new DatagramPacket(packet.getData(), packet.getLength()));
        } catch (IOException e) {
            // a datagram may be lost
        }
    }

    private DatagramSocket opened() throws IOException {
        var way = new DatagramSocket();
        try {
            way.connect(target);
            way.setSoTimeout(IDLE_MILLIS);
            return way;
        } catch (IOException e) {
            way.close();
            throw e;
        }
    }

    private void answer(DatagramSocket way, SocketAddress client) {
        var packet = new DatagramPacket(new byte[DATAGRAM_BYTES], DATAGRAM_BYTES);
        try (way) {
            while (true) {
                packet.setLength(DATAGRAM_BYTES);
                way.receive(packet);
                socket.send(new DatagramPacket(packet.getData(), packet.getLength(), client));
            }
        } catch (IOException e) {
            clients.remove(client, way);
        }
    }

    /** The port is free when this returns. */
    @Override
    public void close() {
        socket.close();
        try {
            receiver.join(CLOSE_WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        clients.values().forEach(DatagramSocket::close);
    }
}
