package io.rutter.agent.network;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SocketChannel;

/**
 * A socket that keeps a published port from being taken by anybody else. It is bound and no more: what finds its way here
 * instead of to the container is refused, or, over UDP, forgotten.
 */
final class HeldPort implements Closeable {
    /** The kernel makes of it the least it can. */
    private static final int SMALLEST_BUFFER_BYTES = 1;

    private final NetworkChannel channel;

    private HeldPort(NetworkChannel channel) {
        this.channel = channel;
    }

    /** Binds an IPv4 port, or says with a {@link java.net.BindException} why not. */
    static HeldPort bind(String protocol, String address, int port) throws IOException {
        var place = new InetSocketAddress(InetAddress.ofLiteral(address), port);
        return switch (protocol) {
            case "tcp" -> new HeldPort(bound(SocketChannel.open(StandardProtocolFamily.INET), place));
            case "udp" -> {
                DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
                channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALLEST_BUFFER_BYTES);
                yield new HeldPort(exclusive(channel, place));
            }
            default -> new HeldPort(SocketChannel.open(StandardProtocolFamily.INET));
        };
    }

    /**
     * Binds over what the last user of the port left in TIME_WAIT, as every server does, and only then refuses to share: the
     * kernel asks both sides at the time of the second bind.
     */
    private static NetworkChannel bound(SocketChannel channel, InetSocketAddress place) throws IOException {
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        exclusive(channel, place);
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, false);
        return channel;
    }

    private static NetworkChannel exclusive(NetworkChannel channel, InetSocketAddress place) throws IOException {
        try {
            return channel.bind(place);
        } catch (IOException e) {
            close(channel);
            throw e;
        }
    }

    private static void close(Channel channel) throws IOException {
        channel.close();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
