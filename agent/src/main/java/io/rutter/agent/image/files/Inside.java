package io.rutter.agent.image.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds places inside a directory as a process would whose root it is: no link, no {@code ..} and no absolute name leads out.
 * Safe only where nobody else changes the tree meanwhile.
 */
public final class Inside {
    /** As many links as Linux follows before it gives up. */
    private static final int MAX_LINKS = 40;

    private static final Set<PosixFilePermission> MADE = PosixFilePermissions.fromString("rwxr-xr-x");

    private final Path root;

    public Inside(Path root) {
        this.root = root;
    }

    /** Parts of a name, with {@code .} and {@code ..} resolved as words; never above the root. */
    public static List<String> parts(String name) {
        List<String> parts = new ArrayList<>();
        for (String part : name.split("/")) {
            switch (part) {
                case "", "." -> {}
                case ".." -> {
                    if (!parts.isEmpty()) {
                        parts.removeLast();
                    }
                }
                default -> parts.add(part);
            }
        }
        return parts;
    }

    /** The directory that these parts lead to, links followed; made where it is missing. */
    public Path directory(List<String> parts) throws IOException {
        Path found = walk(parts, true);
        if (found == null) {
            throw new IllegalStateException("a directory that is made is never missing");
        }
        return found;
    }

    /** Where these parts lead, links followed to the last; null when nothing is there. */
    public @Nullable Path existing(List<String> parts) throws IOException {
        return walk(parts, false);
    }

    /** Where the last part lies in its directory, not followed; null when the directory is missing. */
    public @Nullable Path entry(List<String> parts) throws IOException {
        if (parts.isEmpty()) {
            return root;
        }
        Path parent = walk(parts.subList(0, parts.size() - 1), false);
        return parent == null ? null : parent.resolve(parts.getLast());
    }

    private @Nullable Path walk(List<String> parts, boolean make) throws IOException {
        Deque<String> ahead = new ArrayDeque<>(parts);
        Path at = root;
        int links = 0;
        while (!ahead.isEmpty()) {
            String part = ahead.pop();
            if (part.equals("..")) {
                at = at.equals(root) ? root : parent(at);
                continue;
            }
            Path next = at.resolve(part);
            BasicFileAttributes attributes = attributes(next);
            if (attributes == null) {
                if (!make) {
                    return null;
                }
                Files.createDirectory(next);
                Files.setPosixFilePermissions(next, MADE);
                at = next;
            } else if (attributes.isSymbolicLink()) {
                if (++links > MAX_LINKS) {
                    throw new IOException(next + ": too many levels of symbolic links");
                }
                at = follow(Files.readSymbolicLink(next).toString(), at, ahead);
            } else if (attributes.isDirectory() || !make && ahead.isEmpty()) {
                at = next;
            } else if (make) {
                throw new NotDirectoryException(next.toString());
            } else {
                return null;
            }
        }
        return at;
    }

    /** Puts a link's parts ahead of what is left; says where they begin. */
    private Path follow(String target, Path at, Deque<String> ahead) {
        String[] parts = target.split("/");
        for (int i = parts.length - 1; i >= 0; i--) {
            if (!parts[i].isEmpty() && !parts[i].equals(".")) {
                ahead.push(parts[i]);
            }
        }
        return target.startsWith("/") ? root : at;
    }

    private Path parent(Path path) {
        Path parent = path.getParent();
        return parent == null ? root : parent;
    }

    private static @Nullable BasicFileAttributes attributes(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
