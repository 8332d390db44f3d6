package io.rutter.agent.runtime.oci.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Set;

/** Paths as a container sees them, turned into the host's without a symbolic link leading out of the root filesystem. */
final class RootfsPath {
    private static final int LINKS_LIMIT = 40;

    private RootfsPath() {}

    /** Where a path lies. What does not exist yet is taken literally. Empty when links go round in circles. */
    static Optional<Path> resolve(Path rootfs, String path) throws IOException {
        var todo = new ArrayDeque<String>();
        push(todo, path);
        Path inside = Path.of("/");
        int links = 0;
        while (!todo.isEmpty()) {
            String name = todo.pop();
            if (name.equals("..")) {
                inside = inside.resolve("..").normalize();
                continue;
            }
            Path next = inside.resolve(name);
            Path onHost = rootfs.resolve(next.toString().substring(1));
            if (Files.isSymbolicLink(onHost)) {
                if (++links > LINKS_LIMIT) {
                    return Optional.empty();
                }
                String target = Files.readSymbolicLink(onHost).toString();
                push(todo, target);
                inside = target.startsWith("/") ? Path.of("/") : inside;
            } else {
                inside = next;
            }
        }
        return Optional.of(rootfs.resolve(inside.toString().substring(1)));
    }

    private static void push(ArrayDeque<String> todo, String path) {
        String[] names = path.split("/");
        for (int i = names.length - 1; i >= 0; i--) {
            if (!names[i].isEmpty() && !names[i].equals(".")) {
                todo.push(names[i]);
            }
        }
    }

    /** Makes the working directory where it is missing. Gives Docker's words when that cannot be. */
    static Optional<String> makeDirectory(Path rootfs, String path) throws IOException {
        Optional<Path> place = resolve(rootfs, path);
        if (place.isEmpty()) {
            return Optional.of("Cannot mkdir: " + path + ": too many levels of symbolic links");
        }
        if (Files.isDirectory(place.get(), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        Path at = rootfs;
        for (Path name : rootfs.relativize(place.get())) {
            at = at.resolve(name);
            if (Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
                if (!Files.isDirectory(at)) {
                    return Optional.of("Cannot mkdir: " + path + " is not a directory");
                }
            } else {
                Files.createDirectory(at);
                Files.setPosixFilePermissions(
                        at, Set.copyOf(java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x")));
            }
        }
        return Optional.empty();
    }
}
