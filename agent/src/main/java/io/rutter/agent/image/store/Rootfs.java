package io.rutter.agent.image.store;

import io.rutter.agent.image.files.Digests;
import io.rutter.agent.image.files.FileFacts;
import io.rutter.agent.image.files.Inside;
import io.rutter.agent.image.files.Trees;
import io.rutter.agent.image.tar.LayerTar;
import io.rutter.agent.linux.files.HostFiles;
import io.rutter.agent.linux.files.MountEntry;
import io.rutter.agent.linux.files.Mounts;
import io.rutter.engine.id.ImageId;
import io.rutter.engine.image.ImageConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Root filesystems of containers: an image's layers below, a directory of the container's own above. */
public final class Rootfs implements ContainerRoots {
    /** Features whose traces in an upper directory would not survive as a layer. */
    private static final List<String> OPTIONS = List.of("redirect_dir=off", "index=off", "metacopy=off");

    private static final List<String> DIRECTORIES = List.of("dev/pts", "dev/shm", "proc", "sys");
    private static final List<String> FILES =
            List.of(".dockerenv", "etc/resolv.conf", "etc/hosts", "etc/hostname", "dev/console");

    private final ImageStore store;
    private final StorePaths paths;

    public Rootfs(ImageStore store) {
        this.store = store;
        paths = store.paths();
    }

    @Override
    public Path mount(String id, ImageId image) throws IOException {
        List<String> diffIds = diffIds(image);
        return mount(id, mountPoints(diffIds), lowers(diffIds));
    }

    @Override
    public Path path(String id) {
        return paths.container(id).resolve("rootfs");
    }

    @Override
    public Path upper(String id) {
        return paths.container(id).resolve("upper");
    }

    @Override
    public boolean mounted(String id) throws IOException {
        Path target = path(id);
        if (!Files.isDirectory(target)) {
            return false;
        }
        return FileFacts.fileSystem(target) != FileFacts.fileSystem(paths.container(id));
    }

    @Override
    public Set<String> existing() throws IOException {
        try (Stream<Path> homes = Files.list(paths.containers())) {
            return homes.map(home -> home.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    @Override
    public Set<String> mounted() throws IOException {
        Path all = paths.containers();
        return Mounts.table().stream()
                .map(MountEntry::target)
                .filter(target -> target.startsWith(all) && target.endsWith("rootfs"))
                .map(target -> all.relativize(target).getName(0).toString())
                .collect(Collectors.toSet());
    }

    @Override
    public void unmount(String id) throws IOException {
        Mounts.unmount(path(id));
    }

    @Override
    public void remove(String id) throws IOException {
        unmount(id);
        Path home = paths.container(id);
        for (String part : List.of("rootfs", "upper", "work")) {
            Trees.remove(home.resolve(part));
        }
        String[] left = home.toFile().list();
        if (left != null && left.length == 0) {
            Files.deleteIfExists(home);
        }
    }

    @Override
    public void export(String id, OutputStream tar) throws IOException {
        new LayerTar(tar).write(path(id));
    }

    @Override
    public long upperSizeBytes(String id) throws IOException {
        Path upper = upper(id);
        return Files.isDirectory(upper) ? Trees.sizeBytes(upper) : 0;
    }

    @Override
    public Map<String, Integer> changes(String id, ImageId image) throws IOException {
        List<Path> lowers = new ArrayList<>();
        List<String> diffIds = diffIds(image);
        lowers.add(mountPoints(diffIds));
        lowers.addAll(lowers(diffIds));
        Path upper = upper(id);
        return Files.isDirectory(upper) ? new UpperChanges(upper, lowers).find() : new LinkedHashMap<>();
    }

    private Path mount(String id, Path above, List<Path> lowers) throws IOException {
        Path target = path(id);
        if (mounted(id)) {
            return target;
        }
        for (Path directory : List.of(target, upper(id), paths.container(id).resolve("work"))) {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory);
                HostFiles.chmod(directory, 0755);
            }
        }
        List<Path> all = new ArrayList<>();
        all.add(above);
        all.addAll(lowers);
        Mounts.overlay(all, upper(id), paths.container(id).resolve("work"), target, OPTIONS);
        return target;
    }

    /**
     * Mounts layers for a build step: what it writes goes to the {@code diff} of a work directory.
     *
     * @param withMountPoints whether something will run in it
     */
    public Mounted open(Path work, List<String> diffIds, boolean withMountPoints) throws IOException {
        List<Path> lowers = new ArrayList<>();
        if (withMountPoints) {
            lowers.add(mountPoints(diffIds));
        }
        lowers.addAll(lowers(diffIds));
        Mounted mounted = new Mounted(work);
        for (Path directory : List.of(mounted.path(), mounted.scratch(), mounted.empty())) {
            Files.createDirectories(directory);
            HostFiles.chmod(directory, 0755);
        }
        if (lowers.isEmpty()) {
            lowers.add(mounted.empty());
        }
        Mounts.overlay(lowers, LayerStore.files(work), mounted.scratch(), mounted.path(), OPTIONS);
        return mounted;
    }

    /**
     * A mounted work directory. Closing it takes the mount away and leaves what was written.
     *
     * @param work the directory
     */
    public record Mounted(Path work) implements AutoCloseable {
        /** Where the filesystem is mounted. */
        public Path path() {
            return work.resolve("merged");
        }

        /** Whether anything was written. */
        public boolean changed() throws IOException {
            try (var children = Files.newDirectoryStream(LayerStore.files(work))) {
                return children.iterator().hasNext();
            }
        }

        private Path scratch() {
            return work.resolve("work");
        }

        private Path empty() {
            return work.resolve("empty");
        }

        @Override
        public void close() throws IOException {
            Mounts.unmount(path());
            for (Path directory : List.of(path(), scratch(), empty())) {
                Trees.remove(directory);
            }
        }
    }

    private List<String> diffIds(ImageId image) throws IOException {
        ImageConfig config = store.config(image).orElseThrow(() -> new IOException("No such image: " + image));
        return config.diffIds();
    }

    /** The layers by their short names, topmost first. */
    private List<Path> lowers(List<String> diffIds) throws IOException {
        List<Path> found = new ArrayList<>();
        for (String diffId : diffIds.reversed()) {
            Layer layer = store.layer(diffId).orElseThrow(() -> new IOException("layer " + diffId + " is not on disk"));
            found.add(paths.links().resolve(layer.link()));
        }
        return found;
    }

    /** A layer above the image with the places to mount on, so that they are no changes of a container. Made once an image. */
    private Path mountPoints(List<String> diffIds) throws IOException {
        Path made = paths.mountPoints().resolve(Digests.hex(ImageStore.chain(diffIds)));
        if (Files.isDirectory(made)) {
            return made;
        }
        Path work = paths.temporary().resolve("mountpoints-" + UUID.randomUUID());
        Files.createDirectories(LayerStore.files(work));
        HostFiles.chmod(LayerStore.files(work), 0755);
        try (Mounted mounted = open(work, diffIds, false)) {
            fill(mounted.path());
        }
        try {
            Files.move(LayerStore.files(work), made, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(made)) {
                throw e;
            }
        }
        Trees.remove(work);
        return made;
    }

    private static void fill(Path root) throws IOException {
        Inside inside = new Inside(root);
        for (String name : DIRECTORIES) {
            Path parent = inside.directory(
                    Inside.parts(name).subList(0, Inside.parts(name).size() - 1));
            Path path = parent.resolve(Path.of(name).getFileName());
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(path);
                HostFiles.chmod(path, 0755);
            }
        }
        for (String name : FILES) {
            Path parent = inside.directory(
                    Inside.parts(name).subList(0, Inside.parts(name).size() - 1));
            Path path = parent.resolve(Path.of(name).getFileName());
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                Files.createFile(path);
                HostFiles.chmod(path, 0755);
            }
        }
        Path mtab = inside.directory(List.of("etc")).resolve("mtab");
        if (!Files.exists(mtab, LinkOption.NOFOLLOW_LINKS)) {
            Files.createSymbolicLink(mtab, Path.of("/proc/mounts"));
        }
    }
}
