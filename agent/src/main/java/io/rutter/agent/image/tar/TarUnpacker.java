package io.rutter.agent.image.tar;

import io.rutter.agent.image.files.FileFacts;
import io.rutter.agent.image.files.Inside;
import io.rutter.agent.image.files.Trees;
import io.rutter.agent.linux.files.HostFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/**
 * Puts a tar's entries into a directory, exactly: owners, modes, times, links, devices, extended attributes, whiteouts. However
 * hostile the tar, nothing outside the directory is touched.
 */
public final class TarUnpacker {
    private static final int PERMISSIONS = 07777;
    private static final int BUFFER_BYTES = 1 << 16;
    /** So many directories wait for their times at once. */
    private static final int TIMES_LIMIT = 100_000;

    private final Path root;
    /** Null where whiteouts are names like any other and no recipe needs what was there. */
    private final @Nullable Path displaced;

    private final Inside inside;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final Map<Path, FileTime> directoryTimes = new LinkedHashMap<>();
    private List<String> lastParent = List.of("/");
    private Path lastParentPath;

    /**
     * @param root directory to fill; only ours meanwhile
     * @param displaced where files go whose path a later entry takes, made when needed; null for a tar that is no layer, in which
     *     whiteouts are names like any other
     */
    public TarUnpacker(Path root, @Nullable Path displaced) {
        this.root = root;
        this.displaced = displaced;
        inside = new Inside(root);
        lastParentPath = root;
    }

    /**
     * Unpacks one entry.
     *
     * @param extended its extended attributes
     * @return where a regular file's payload went, relative to the root; null for anything else
     */
    @Nullable
    public Written unpack(TarArchiveEntry entry, InputStream payload, Map<String, byte[]> extended) throws IOException {
        try {
            List<String> parts = Inside.parts(entry.getName());
            if (parts.isEmpty()) {
                directory(root, entry, extended);
                return null;
            }
            String name = parts.getLast();
            Path parent = parent(parts.subList(0, parts.size() - 1));
            if (displaced != null && name.startsWith(Whiteouts.PREFIX)) {
                whiteout(parent, name);
                return null;
            }
            return put(parent.resolve(name), entry, payload, extended);
        } catch (InvalidPathException e) {
            throw new IOException("tar: a name that this system cannot hold: " + entry.getName(), e);
        }
    }

    /** Sets the times of directories, which filling them has changed. */
    public void finish() throws IOException {
        for (Map.Entry<Path, FileTime> each : directoryTimes.entrySet()) {
            if (Files.isDirectory(each.getKey(), LinkOption.NOFOLLOW_LINKS)) {
                time(each.getKey(), each.getValue());
            }
        }
        directoryTimes.clear();
    }

    /**
     * A file that was written.
     *
     * @param path relative to the root
     */
    public record Written(String path, long inode) {}

    private Path parent(List<String> parts) throws IOException {
        if (!parts.equals(lastParent)) {
            lastParentPath = inside.directory(parts);
            lastParent = List.copyOf(parts);
        }
        return lastParentPath;
    }

    private void forgetParent() {
        lastParent = List.of("/");
    }

    private void whiteout(Path parent, String name) throws IOException {
        if (name.equals(Whiteouts.OPAQUE_NAME)) {
            Whiteouts.makeOpaque(parent);
        } else if (!name.startsWith(Whiteouts.META_PREFIX)) {
            String hidden = name.substring(Whiteouts.PREFIX.length());
            if (hidden.isEmpty() || hidden.equals(".") || hidden.equals("..")) {
                throw new IOException("tar: invalid whiteout name: " + name);
            }
            displace(parent.resolve(hidden));
            Whiteouts.make(parent.resolve(hidden));
        }
    }

    private @Nullable Written put(Path path, TarArchiveEntry entry, InputStream payload, Map<String, byte[]> extended)
            throws IOException {
        if (entry.isDirectory()) {
            directory(path, entry, extended);
            return null;
        }
        if (entry.isLink()) {
            hardLink(path, entry.getLinkName());
            return null;
        }
        if (entry.isSymbolicLink()) {
            forgetParent();
            onto(path, () -> Files.createSymbolicLink(path, Path.of(entry.getLinkName())));
        } else if (entry.isCharacterDevice()) {
            special(path, HostFiles.S_IFCHR, entry);
        } else if (entry.isBlockDevice()) {
            special(path, HostFiles.S_IFBLK, entry);
        } else if (entry.isFIFO()) {
            special(path, HostFiles.S_IFIFO, entry);
        } else if (regular(entry)) {
            onto(path, () -> write(path, payload));
            long inode = FileFacts.of(path).inode();
            attributes(path, entry, extended);
            time(path, entry.getLastModifiedTime());
            return new Written(root.relativize(path).toString(), inode);
        } else {
            return null;
        }
        attributes(path, entry, extended);
        time(path, entry.getLastModifiedTime());
        return null;
    }

    /** Whether the entry's payload is a file's content; other kinds may carry bytes too. */
    public static boolean regular(TarArchiveEntry entry) {
        byte flag = entry.getLinkFlag();
        return !entry.isDirectory()
                && (flag == TarConstants.LF_NORMAL
                        || flag == TarConstants.LF_OLDNORM
                        || flag == TarConstants.LF_CONTIG
                        || flag == TarConstants.LF_GNUTYPE_SPARSE);
    }

    private void directory(Path path, TarArchiveEntry entry, Map<String, byte[]> extended) throws IOException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            onto(path, () -> Files.createDirectory(path));
        }
        attributes(path, entry, extended);
        if (directoryTimes.size() >= TIMES_LIMIT) {
            finish();
        }
        directoryTimes.put(path, entry.getLastModifiedTime());
    }

    private void hardLink(Path path, String target) throws IOException {
        List<String> parts = Inside.parts(target);
        Path existing = inside.entry(parts);
        if (existing == null || !Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("tar: a hard link to " + target + ", which is not in this layer");
        }
        if (!existing.equals(path)) {
            onto(path, () -> Files.createLink(path, existing));
        }
    }

    private void special(Path path, int type, TarArchiveEntry entry) throws IOException {
        onto(
                path,
                () -> HostFiles.makeNode(
                        path, type | entry.getMode() & PERMISSIONS, entry.getDevMajor(), entry.getDevMinor()));
    }

    private void write(Path path, InputStream payload) throws IOException {
        try (OutputStream out = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int length = payload.read(buffer); length >= 0; length = payload.read(buffer)) {
                out.write(buffer, 0, length);
            }
        }
    }

    /** Makes something at a path, in place of what an earlier entry put there. */
    private void onto(Path path, Making making) throws IOException {
        try {
            making.make();
        } catch (FileAlreadyExistsException e) {
            displace(path);
            making.make();
        } catch (IOException e) {
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
            displace(path);
            making.make();
        }
    }

    @FunctionalInterface
    private interface Making {
        void make() throws IOException;
    }

    /** Takes away what is at a path, keeping the bytes of regular files, which the layer's recipe needs. */
    private void displace(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        forgetParent();
        if (displaced == null) {
            Trees.remove(path);
            return;
        }
        Files.createDirectories(displaced);
        keepFiles(path, displaced);
        Trees.remove(path);
    }

    private static void keepFiles(Path path, Path into) throws IOException {
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes found) throws IOException {
                if (found.isRegularFile()) {
                    Path kept = into.resolve(Long.toString(FileFacts.of(file).inode()));
                    if (!Files.exists(kept)) {
                        Files.createLink(kept, file);
                    }
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void attributes(Path path, TarArchiveEntry entry, Map<String, byte[]> extended) throws IOException {
        HostFiles.chown(path, (int) entry.getLongUserId(), (int) entry.getLongGroupId());
        if (!entry.isSymbolicLink()) {
            HostFiles.chmod(path, entry.getMode() & PERMISSIONS);
        }
        for (Map.Entry<String, byte[]> each : new ArrayList<>(extended.entrySet())) {
            // these would steer the overlay itself
            if (!each.getKey().startsWith(Whiteouts.OVERLAY_PREFIX)) {
                HostFiles.setAttribute(path, each.getKey(), each.getValue());
            }
        }
    }

    private static void time(Path path, FileTime modified) throws IOException {
        HostFiles.setModified(path, modified.toInstant());
    }
}
