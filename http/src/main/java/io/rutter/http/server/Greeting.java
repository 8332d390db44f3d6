package io.rutter.http.server;

import io.rutter.http.server.connection.ClientSocket;
import io.rutter.http.server.peer.Peer;
import io.rutter.http.server.peer.PeerCredentials;
import io.rutter.http.tls.TlsIdentity;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** What goes before a connection's first request: who is it? Called on a thread of its own. */
@FunctionalInterface
interface Greeting {
    /** Longer than any handshake over a slow line. */
    Duration HANDSHAKE_TIME = Duration.ofSeconds(10);

    /** A connection that may be served. */
    record Greeted(ClientSocket socket, Peer peer) {}

    /** Fails where the client is not to be served; the channel is then closed by the caller. */
    Greeted greet(SocketChannel channel) throws IOException;

    /** The kernel tells who is at the other end. */
    static Greeting unix(PeerCredentials credentials) {
        return channel -> new Greeted(new ClientSocket.Plain(channel), credentials.of(channel));
    }

    static Greeting plain() {
        return channel -> {
            String address = address(channel);
            return new Greeted(new ClientSocket.Plain(channel), new Peer.Remote(address));
        };
    }

    /** The client shows a certificate. */
    static Greeting tls(TlsIdentity identity) {
        return channel -> {
            String address = address(channel);
            TlsSocket socket = TlsSocket.accept(channel, identity.context(), HANDSHAKE_TIME);
            return new Greeted(socket, new Peer.Certified(socket.subject(), address));
        };
    }

    private static String address(SocketChannel channel) throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        return channel.getRemoteAddress().toString().replaceFirst("^.*/", "");
    }
}
