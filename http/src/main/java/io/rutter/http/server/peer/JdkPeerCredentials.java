package io.rutter.http.server.peer;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import jdk.net.ExtendedSocketOptions;

/** What the JDK itself knows of a peer: names of user and group, no process. */
public final class JdkPeerCredentials implements PeerCredentials {
    private final Accounts users = new Accounts(Path.of("/etc/passwd"));
    private final Accounts groups = new Accounts(Path.of("/etc/group"));

    @Override
    public Peer.Local of(SocketChannel channel) throws IOException {
        var principal = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
        String user = principal.user().getName();
        String group = principal.group().getName();
        return new Peer.Local(user, users.number(user), groups.number(group), 0, null);
    }
}
