package io.rutter.http.server;

import java.io.IOException;
import java.nio.channels.SocketChannel;

/** Tells who connected to a unix socket. Called once a connection, on a thread of its own, before the first request. */
@FunctionalInterface
public interface PeerCredentials {
    /** @param channel open, connected, of the unix family; not to be read, written or closed */
    Peer.Local of(SocketChannel channel) throws IOException;
}
