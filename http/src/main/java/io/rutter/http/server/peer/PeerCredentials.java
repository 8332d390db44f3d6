package io.rutter.http.server.peer;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** Tells who connected to a unix socket. Called once a connection, on a thread of its own, before the first request. */
@FunctionalInterface
public interface PeerCredentials {
    /** @param channel open, connected, of the unix family; not to be read, written or closed */
    Peer.Local of(SocketChannel channel) throws IOException;

    /**
     * Asks the kernel, adds the user's name, and falls back on what the JDK knows where the kernel can't be asked.
     *
     * @param kernel process at the other end; empty where it isn't known
     */
    static PeerCredentials asking(Function<SocketChannel, Optional<PeerProcess>> kernel) {
        Accounts users = new Accounts(Path.of("/etc/passwd"));
        PeerCredentials fallback = new JdkPeerCredentials();
        return channel -> {
            Optional<PeerProcess> known = kernel.apply(channel);
            if (known.isEmpty()) {
                return fallback.of(channel);
            }
            PeerProcess process = known.get();
            String name = process.name().isEmpty() ? null : process.name();
            return new Peer.Local(users.name(process.uid()), process.uid(), process.gid(), process.pid(), name);
        };
    }
}
