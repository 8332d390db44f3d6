package io.rutter.agent.operations;

import io.rutter.agent.image.files.FileFacts;
import io.rutter.agent.image.files.Inside;
import io.rutter.agent.image.tar.Archives;
import io.rutter.agent.image.tar.BadArchive;
import io.rutter.agent.linux.files.FileHandle;
import io.rutter.agent.reconcile.Agent;
import io.rutter.agent.reconcile.MountedFiles;
import io.rutter.agent.reconcile.NodeParts;
import io.rutter.agent.runtime.oci.bundle.ContainerUser;
import io.rutter.engine.assignment.ContainerAssignment;
import io.rutter.engine.assignment.ContainerOperations.PathStat;
import io.rutter.engine.assignment.ContainerOperations.RefusedException;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.ContainerId;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Files into and out of containers, running or not. */
final class FileTransfer {
    private static final int ACCOUNTS_LIMIT_BYTES = 1 << 20;
    private static final int DRAIN_BYTES = 1 << 16;

    private final NodeParts parts;
    private final CompletableFuture<Agent> agent;

    FileTransfer(NodeParts parts, CompletableFuture<Agent> agent) {
        this.parts = parts;
        this.agent = agent;
    }

    PathStat stat(ContainerId id, String name, String path) throws IOException {
        try (OpenFiles files = open(assigned(id, name));
                Place place = Place.find(files.tree(), name, checked(path))) {
            return place.stat(files.tree(), path);
        }
    }

    InputStream archive(ContainerId id, String name, String path) throws IOException {
        OpenFiles files = open(assigned(id, name));
        try {
            Place place = Place.find(files.tree(), name, checked(path));
            return TarStream.of(out -> {
                try (files;
                        place) {
                    var tar = new TreeTar(place.walk(), out);
                    if (place.found().directory()) {
                        tar.directory(place.shown().equals("/") ? "" : place.shown());
                    } else {
                        tar.file(place.file(), place.shown());
                    }
                }
            });
        } catch (IOException | RuntimeException e) {
            files.close();
            throw e;
        }
    }

    void extract(
            ContainerId id, String name, String path, InputStream tar, boolean noOverwriteDirNonDir, boolean copyOwner)
            throws IOException {
        ContainerAssignment assigned = assigned(id, name);
        try (OpenFiles files = open(assigned);
                Walk walk = files.tree().walk()) {
            List<String> rest = walk.follow(Inside.parts(checked(path)));
            if (!rest.isEmpty()) {
                try (FileHandle inTheWay = walk.entry(rest.getFirst())) {
                    throw inTheWay == null
                            ? Place.notFound(name, path)
                            : new RefusedException(new Problem.Invalid("extraction point is not a directory"));
                }
            }
            walk.mustBeWritable();
            String user = assigned.spec().config().user();
            Optional<TreeUnpacker.Owner> owner =
                    copyOwner && !user.isEmpty() ? Optional.of(owner(files.tree(), user)) : Optional.empty();
            unpack(walk, tar, noOverwriteDirNonDir, owner);
        }
    }

    private static void unpack(Walk walk, InputStream tar, boolean keepKinds, Optional<TreeUnpacker.Owner> owner)
            throws IOException {
        try (var unpacker = new TreeUnpacker(walk, keepKinds, owner)) {
            Archives.each(new Kept(tar), unpacker::unpack);
            unpacker.finish();
        } catch (IOException e) {
            throw BadArchive.explain(e);
        }
        byte[] rest = new byte[DRAIN_BYTES];
        while (tar.read(rest) >= 0) {
            // what follows the tar's end is the sender's to finish
        }
    }

    /** Stays open when its reader closes it: what follows the tar's end is still to come. */
    private static final class Kept extends FilterInputStream {
        Kept(InputStream in) {
            super(in);
        }

        @Override
        public void close() {}
    }

    private static TreeUnpacker.Owner owner(ContainerTree tree, String user) throws IOException {
        try {
            ContainerUser found =
                    ContainerUser.resolve(lines(tree, "/etc/passwd"), lines(tree, "/etc/group"), user, List.of());
            return new TreeUnpacker.Owner(found.uid(), found.gid());
        } catch (ContainerUser.NoSuchUser e) {
            throw new RefusedException(new Problem.Invalid(String.valueOf(e.getMessage())));
        }
    }

    private static List<String> lines(ContainerTree tree, String path) throws IOException {
        try (Walk walk = tree.walk()) {
            List<String> rest = walk.follow(Inside.parts(path));
            if (rest.size() != 1) {
                return List.of();
            }
            try (FileHandle file = walk.entry(rest.getFirst())) {
                if (file == null || !FileFacts.of(file).regular()) {
                    return List.of();
                }
                try (InputStream in = Files.newInputStream(file.path())) {
                    byte[] bytes = in.readNBytes(ACCOUNTS_LIMIT_BYTES);
                    return new String(bytes, StandardCharsets.UTF_8).lines().toList();
                }
            }
        }
    }

    InputStream export(ContainerId id) throws IOException {
        MountedFiles mounted = agent.join().rootfs(assigned(id, id.value()));
        return TarStream.of(out -> {
            try (mounted;
                    ContainerTree tree = ContainerTree.open(mounted.rootfs(), true, List.of());
                    Walk walk = tree.walk()) {
                new TreeTar(walk, out).contents();
            }
        });
    }

    Map<String, Integer> changes(ContainerId id) throws IOException {
        ContainerAssignment assigned = assigned(id, id.value());
        return parts.images().rootfs().changes(id.value(), assigned.imageId());
    }

    long[] sizes(ContainerId id) throws IOException {
        return new long[] {parts.images().rootfs().upperSizeBytes(id.value()), 0};
    }

    private OpenFiles open(ContainerAssignment assigned) throws IOException {
        return OpenFiles.open(parts, assigned, agent.join().files(assigned));
    }

    private ContainerAssignment assigned(ContainerId id, String name) throws RefusedException {
        return agent.join()
                .assignment(id.value())
                .orElseThrow(() -> new RefusedException(new Problem.NotFound("No such container: " + name)));
    }

    private static String checked(String path) throws RefusedException {
        if (path.indexOf('\0') >= 0) {
            throw new RefusedException(
                    new Problem.Invalid("lstat " + path.replace("\0", "\\0") + ": invalid argument"));
        }
        return path;
    }
}
