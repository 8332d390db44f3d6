package io.rutter.http.server;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.net.ExtendedSocketOptions;

/**
 * What the JDK itself knows of a peer: names of user and group, no process. The numbers are looked up in the files of
 * accounts; a user that is not there comes as digits already.
 */
public final class JdkPeerCredentials implements PeerCredentials {
    private static final int UNKNOWN_ID = -1;
    private static final Path USERS = Path.of("/etc/passwd");
    private static final Path GROUPS = Path.of("/etc/group");

    @Override
    public Peer.Local of(SocketChannel channel) throws IOException {
        var principal = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
        String user = principal.user().getName();
        return new Peer.Local(
                user, id(USERS, user), id(GROUPS, principal.group().getName()), 0, null);
    }

    private static int id(Path accounts, String name) throws IOException {
        List<String> lines = Files.exists(accounts) ? Files.readAllLines(accounts, StandardCharsets.UTF_8) : List.of();
        return lines.stream()
                .map(line -> line.split(":", -1))
                .filter(fields -> fields.length > 2 && fields[0].equals(name))
                .map(fields -> fields[2])
                .findFirst()
                .or(() -> java.util.Optional.of(name))
                .filter(text -> text.matches("\\d{1,9}"))
                .map(Integer::parseInt)
                .orElse(UNKNOWN_ID);
    }
}
