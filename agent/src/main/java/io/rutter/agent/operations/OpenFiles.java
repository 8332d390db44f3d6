package io.rutter.agent.operations;

import io.rutter.agent.reconcile.MountedFiles;
import io.rutter.agent.reconcile.NodeParts;
import io.rutter.engine.assignment.ContainerAssignment;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A container's files while somebody works with them. */
record OpenFiles(MountedFiles mounted, ContainerTree tree) implements Closeable {
    /** Files of a container's own that the engine writes. */
    private static final List<String> ETC = List.of("hostname", "hosts", "resolv.conf");

    static OpenFiles open(NodeParts parts, ContainerAssignment assigned, MountedFiles mounted) throws IOException {
        boolean writable = !assigned.spec().hostConfig().security().readonlyRootfs();
        var mounts = new ArrayList<ContainerTree.Mount>();
        for (String name : ETC) {
            Path file = parts.home(assigned.id().value()).resolve(name);
            if (Files.isRegularFile(file)) {
                mounts.add(new ContainerTree.Mount("/etc/" + name, file, writable));
            }
        }
        mounted.mounts().stream()
                .filter(mount -> !mount.point().type().equals("tmpfs"))
                .map(mount -> new ContainerTree.Mount(
                        mount.point().destination(),
                        mount.source(),
                        mount.point().readWrite()))
                .forEach(mounts::add);
        try {
            return new OpenFiles(mounted, ContainerTree.open(mounted.rootfs(), writable, mounts));
        } catch (IOException | RuntimeException e) {
            mounted.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        try (mounted) {
            tree.close();
        }
    }
}
