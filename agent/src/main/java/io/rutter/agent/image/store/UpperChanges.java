package io.rutter.agent.image.store;

import io.rutter.agent.image.files.FileFacts;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares a container's own files with what lies below them. A directory with a change in it is a changed one. */
final class UpperChanges {
    private static final int CHANGED = 0;
    private static final int ADDED = 1;
    private static final int DELETED = 2;

    private final Path upper;
    private final List<Path> lowers;
    private final Map<String, Integer> changes = new TreeMap<>();

    UpperChanges(Path upper, List<Path> lowers) {
        this.upper = upper;
        this.lowers = lowers;
    }

    Map<String, Integer> find() throws IOException {
        Files.walkFileTree(upper, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes found) throws IOException {
                if (!directory.equals(upper)) {
                    compare(directory, found);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes found) throws IOException {
                compare(file, found);
                return FileVisitResult.CONTINUE;
            }
        });
        return changes;
    }

    private void compare(Path path, BasicFileAttributes found) throws IOException {
        Path relative = upper.relativize(path);
        String shown = "/" + relative;
        if (found.isOther() && FileFacts.of(path).whiteout()) {
            changes.put(shown, DELETED);
            parentChanged(relative);
            return;
        }
        for (Path lower : lowers) {
            Path below = lower.resolve(relative);
            if (Files.exists(below, LinkOption.NOFOLLOW_LINKS)) {
                if (!found.isDirectory() || !sameDirectory(path, below)) {
                    changes.put(shown, CHANGED);
                    parentChanged(relative);
                }
                return;
            }
        }
        changes.put(shown, ADDED);
        parentChanged(relative);
    }

    private static boolean sameDirectory(Path one, Path other) throws IOException {
        FileFacts above = FileFacts.of(one);
        FileFacts below = FileFacts.of(other);
        return above.mode() == below.mode()
                && above.user() == below.user()
                && above.group() == below.group()
                && above.modified().equals(below.modified());
    }

    private void parentChanged(Path relative) {
        for (Path parent = relative.getParent(); parent != null; parent = parent.getParent()) {
            changes.putIfAbsent("/" + parent, CHANGED);
        }
    }
}
