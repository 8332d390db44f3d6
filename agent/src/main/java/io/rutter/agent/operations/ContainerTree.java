package io.rutter.agent.operations;

import io.rutter.agent.image.files.FileFacts;
import io.rutter.agent.image.files.Inside;
import io.rutter.agent.linux.files.FileHandle;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A container's filesystem as it sees it itself: its root filesystem and, in it, volumes and binds. It is walked handle by handle,
 * so neither a link nor a process that changes the tree meanwhile leads out of it.
 */
final class ContainerTree implements Closeable {
    private static final int MOUNT_POINT_MODE = 0755;

    private final FileHandle root;
    /** While mount points are made, everything is. */
    private boolean writable = true;

    private final Map<String, Graft> grafts = new HashMap<>();

    /**
     * Something of the host that a container sees at a place.
     *
     * @param destination as the user wrote it
     */
    record Mount(String destination, Path source, boolean writable) {}

    /** What hides a place of the root filesystem. */
    record Graft(FileHandle source, boolean writable) {}

    private ContainerTree(FileHandle root) {
        this.root = root;
    }

    /** Opens a tree; mount points that are missing are made. */
    static ContainerTree open(Path rootfs, boolean writable, List<Mount> mounts) throws IOException {
        ContainerTree tree = new ContainerTree(FileHandle.open(rootfs));
        try {
            var ordered = mounts.stream()
                    .sorted(Comparator.comparingInt(
                            mount -> Inside.parts(mount.destination()).size()))
                    .toList();
            for (Mount mount : ordered) {
                tree.graft(mount);
            }
            tree.writable = writable;
            return tree;
        } catch (IOException | RuntimeException e) {
            tree.close();
            throw e;
        }
    }

    private void graft(Mount mount) throws IOException {
        FileHandle source = FileHandle.open(mount.source());
        try (Walk walk = walk()) {
            String place = FileFacts.of(source).directory()
                    ? directoryPoint(walk, mount.destination())
                    : filePoint(walk, mount.destination());
            Graft hidden = grafts.put(place, new Graft(source, mount.writable()));
            if (hidden != null) {
                hidden.source().close();
            }
        } catch (IOException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    private static String directoryPoint(Walk walk, String destination) throws IOException {
        walk.make(Inside.parts(destination));
        return walk.path();
    }

    private static String filePoint(Walk walk, String destination) throws IOException {
        List<String> parts = Inside.parts(destination);
        List<String> rest = walk.follow(parts);
        if (rest.size() > 1) {
            walk.make(rest.subList(0, rest.size() - 1));
        }
        if (rest.isEmpty()) {
            return walk.path();
        }
        String name = rest.getLast();
        try (FileHandle there = walk.entry(name)) {
            if (there == null) {
                try (FileHandle made = walk.here().makeFile(name)) {
                    made.chmod(MOUNT_POINT_MODE);
                }
            }
        }
        return walk.path(name);
    }

    /** A walk that begins at the root. */
    Walk walk() throws IOException {
        return new Walk(this);
    }

    FileHandle root() {
        return root;
    }

    boolean writable() {
        return writable;
    }

    @Nullable
    Graft graft(String path) {
        return grafts.get(path);
    }

    /** Whether something is mounted at a place or below it. */
    boolean mountedAtOrBelow(String path) {
        return grafts.keySet().stream().anyMatch(at -> at.equals(path) || at.startsWith(path + "/"));
    }

    @Override
    public void close() {
        root.close();
        grafts.values().forEach(graft -> graft.source().close());
    }
}
