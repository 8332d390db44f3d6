package io.rutter.http.server;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The file of a unix socket: made for owner and group, and removed only by the server that made it. */
final class SocketFile {
    private static final int BACKLOG = 1_024;
    /** The kernel's limit for a socket's path. */
    private static final int PATH_LIMIT_BYTES = 107;

    private static final String MODE = "rw-rw----";

    private final Path path;
    private final Object identity;

    private SocketFile(Path path, Object identity) {
        this.path = path;
        this.identity = identity;
    }

    /** Listens on the path. The channel is closed again when anything is refused. */
    static SocketFile bind(ServerSocketChannel channel, Listener.Unix listener) throws IOException {
        Path path = listener.path();
        if (path.toString().getBytes(StandardCharsets.UTF_8).length > PATH_LIMIT_BYTES) {
            throw new CannotListenException(
                    "the path of the socket is too long (more than " + PATH_LIMIT_BYTES + " bytes): " + path);
        }
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new CannotListenException("the folder of the socket does not exist: " + path);
        }
        removeStale(path);
        channel.bind(UnixDomainSocketAddress.of(path), BACKLOG);
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (listener.group() != null) {
            view.setGroup(group(path, listener.group()));
        }
        view.setPermissions(PosixFilePermissions.fromString(MODE));
        return new SocketFile(path, Objects.requireNonNull(identity(path)));
    }

    /** Removes the file unless it is another's by now. */
    void remove() throws IOException {
        if (identity.equals(identity(path))) {
            Files.deleteIfExists(path);
        }
    }

    private static GroupPrincipal group(Path path, String name) throws IOException {
        try {
            return path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(name);
        } catch (UserPrincipalNotFoundException _) {
            Files.deleteIfExists(path);
            throw new CannotListenException(
                    "there is no group \"" + name + "\" for the socket " + path + ": create it, or name another");
        }
    }

    private static void removeStale(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw new CannotListenException("there is a file that is not a socket, it stays as it is: " + path);
        }
        if (answers(path)) {
            throw new CannotListenException("another engine listens on " + path + ": stop it, or name another socket");
        }
        Files.delete(path);
    }

    private static boolean answers(Path path) {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return probe.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException _) {
            return false;
        }
    }

    private static @Nullable Object identity(Path path) throws IOException {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                ? Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .fileKey()
                : null;
    }
}
