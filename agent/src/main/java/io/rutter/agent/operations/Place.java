package io.rutter.agent.operations;

import io.rutter.agent.image.files.FileFacts;
import io.rutter.agent.image.files.Inside;
import io.rutter.agent.linux.files.FileHandle;
import io.rutter.agent.linux.files.HostFiles;
import io.rutter.engine.assignment.ContainerOperations.PathStat;
import io.rutter.engine.assignment.ContainerOperations.RefusedException;
import io.rutter.engine.entity.Problem;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * What a path of a container leads to, a link at its end not followed, unless the path says by its end ({@code /} or
 * {@code /.}) that it means a directory.
 *
 * @param walk where a directory is, or the directory of anything else
 * @param file what was found
 * @param shown the name that the caller used: {@code /} for the root, {@code .} for a path that ends so
 */
record Place(Walk walk, FileHandle file, FileFacts found, String shown) implements Closeable {
    private static final int TYPE_SOCKET = 0140000;
    private static final int SETUID = 04000;
    private static final int SETGID = 02000;
    private static final int STICKY = 01000;

    /** Empty-handed: NotFound in Docker's words. */
    static Place find(ContainerTree tree, String container, String path) throws IOException {
        List<String> parts = Inside.parts(path);
        boolean dot = path.equals(".") || path.endsWith("/.");
        String shown = dot ? "." : parts.isEmpty() ? "/" : parts.getLast();
        Walk walk = tree.walk();
        try {
            FileHandle file = dot || path.endsWith("/") || parts.isEmpty()
                    ? directory(walk, parts, container, path)
                    : entry(walk, parts, container, path);
            return new Place(walk, file, FileFacts.of(file), shown);
        } catch (IOException | RuntimeException e) {
            walk.close();
            throw e;
        }
    }

    private static FileHandle directory(Walk walk, List<String> parts, String container, String path)
            throws IOException {
        List<String> rest = walk.follow(parts);
        if (!rest.isEmpty()) {
            throw absent(walk, rest, container, path);
        }
        return walk.here().again();
    }

    private static FileHandle entry(Walk walk, List<String> parts, String container, String path) throws IOException {
        List<String> rest = walk.follow(parts.subList(0, parts.size() - 1));
        if (!rest.isEmpty()) {
            throw absent(walk, rest, container, path);
        }
        String name = parts.getLast();
        FileHandle file = walk.entry(name);
        if (file == null) {
            throw notFound(container, path);
        }
        if (FileFacts.of(file).directory()) {
            walk.enter(name, file.again());
        }
        return file;
    }

    private static RefusedException absent(Walk walk, List<String> rest, String container, String path)
            throws IOException {
        try (FileHandle inTheWay = walk.entry(rest.getFirst())) {
            return inTheWay == null
                    ? notFound(container, path)
                    : new RefusedException(new Problem.Invalid("lstat " + path + ": not a directory"));
        }
    }

    static RefusedException notFound(String container, String path) {
        return new RefusedException(
                new Problem.NotFound("Could not find the file " + path + " in container " + container));
    }

    PathStat stat(ContainerTree tree, String path) throws IOException {
        String target = found.symbolicLink() ? target(tree, path) : "";
        return new PathStat(shown, found.sizeBytes(), goMode(), found.modified().toInstant(), target);
    }

    /** Where a link leads in the end; what is missing on the way is taken as it is written. */
    private static String target(ContainerTree tree, String path) throws IOException {
        try (Walk walk = tree.walk()) {
            List<String> rest = walk.follow(Inside.parts(path));
            return "/" + String.join("/", Inside.parts(walk.path() + "/" + String.join("/", rest)));
        }
    }

    /** Type and mode as Go's os.FileMode has them. */
    private long goMode() {
        int mode = found.mode();
        long type = 0;
        if (found.directory()) {
            type = 1L << 31;
        } else if (found.symbolicLink()) {
            type = 1L << 27;
        } else if (found.type() == HostFiles.S_IFBLK) {
            type = 1L << 26;
        } else if (found.type() == HostFiles.S_IFCHR) {
            type = 1L << 26 | 1L << 21;
        } else if (found.type() == HostFiles.S_IFIFO) {
            type = 1L << 25;
        } else if (found.type() == TYPE_SOCKET) {
            type = 1L << 24;
        }
        return type
                | ((mode & SETUID) == 0 ? 0 : 1L << 23)
                | ((mode & SETGID) == 0 ? 0 : 1L << 22)
                | ((mode & STICKY) == 0 ? 0 : 1L << 20)
                | mode & 0777;
    }

    @Override
    public void close() {
        file.close();
        walk.close();
    }
}
