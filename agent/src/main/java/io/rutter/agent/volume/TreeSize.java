package io.rutter.agent.volume;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Adds up the files of a tree. What vanishes meanwhile is not counted. */
final class TreeSize extends SimpleFileVisitor<Path> {
    private final Set<Object> linked = new HashSet<>();
    private long bytes;

    private TreeSize() {}

    static long bytes(Path root) throws IOException {
        var size = new TreeSize();
        Files.walkFileTree(root, size);
        return size.bytes;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        Object key = attributes.fileKey();
        if (attributes.isRegularFile() && (key == null || linked.add(key))) {
            bytes += attributes.size();
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException gone) {
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException gone) {
        return FileVisitResult.CONTINUE;
    }
}
