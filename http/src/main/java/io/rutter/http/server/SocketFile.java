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
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The file of a unix socket: made for owner and group, and removed only by the server that made it. */
final class SocketFile {
    private static final int BACKLOG = 1_024;
    /** The kernel's limit for a socket's path. */
    private static final int PATH_LIMIT_BYTES = 107;
    /** The bits of a mode that tell what kind of file it is, and those of a socket. */
    private static final int FILE_KIND = 0170000;

    private static final int SOCKET = 0140000;

    private static final Set<PosixFilePermission> OWNER_AND_GROUP = PosixFilePermissions.fromString("rw-rw----");
    /** Short: the limit holds for the path below it too. */
    private static final String PRIVATE_PREFIX = ".r";

    private final Path path;
    private final Object identity;

    private SocketFile(Path path, Object identity) {
        this.path = path;
        this.identity = identity;
    }

    /**
     * Listens on the path. The socket is made in a folder that nobody else may enter and gets its name when owner, group and mode
     * are right: a socket that is open wider for a moment can be connected to in that moment. A name that was taken meanwhile
     * stays whose it is.
     */
    static SocketFile bind(ServerSocketChannel channel, Listener.Unix listener) throws IOException {
        Path path = listener.path();
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new CannotListenException("the folder of the socket does not exist: " + path);
        }
        GroupPrincipal group = listener.group() == null ? null : group(path, listener.group());
        removeStale(path);
        Path closed = Files.createTempDirectory(folder, PRIVATE_PREFIX);
        Path made = closed.resolve("s");
        try {
            refuseLongPath(path, path);
            refuseLongPath(path, made);
            channel.bind(UnixDomainSocketAddress.of(made), BACKLOG);
            PosixFileAttributeView view = Files.getFileAttributeView(made, PosixFileAttributeView.class);
            view.setPermissions(OWNER_AND_GROUP);
            if (group != null) {
                view.setGroup(group);
            }
            Files.createLink(path, made);
            return new SocketFile(path, Objects.requireNonNull(identity(path)));
        } finally {
            Files.deleteIfExists(made);
            Files.deleteIfExists(closed);
        }
    }

    private static void refuseLongPath(Path asked, Path needed) throws CannotListenException {
        if (needed.toString().getBytes(StandardCharsets.UTF_8).length > PATH_LIMIT_BYTES) {
            throw new CannotListenException(
                    "the path of the socket is too long (more than " + PATH_LIMIT_BYTES + " bytes): " + asked);
        }
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
            throw new CannotListenException(
                    "there is no group \"" + name + "\" for the socket " + path + ": create it, or name another");
        }
    }

    private static void removeStale(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        // "Other" alone would be a device or a pipe too.
        if (((int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & FILE_KIND) != SOCKET) {
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
