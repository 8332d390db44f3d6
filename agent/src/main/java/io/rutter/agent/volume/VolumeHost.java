package io.rutter.agent.volume;

import io.rutter.agent.image.files.Inside;
import io.rutter.agent.linux.HostException;
import io.rutter.agent.linux.process.Program;
import io.rutter.agent.linux.process.ProgramResult;
import io.rutter.agent.linux.process.Programs;
import io.rutter.agent.volume.MountSources.MountSource;
import io.rutter.agent.volume.MountSources.RefusedSources;
import io.rutter.agent.volume.MountSources.ResolvedSources;
import io.rutter.engine.container.MountPoint;
import io.rutter.engine.entity.Problem;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The volumes of a node. Every method blocks, may be repeated, and may be called for different containers at once. An
 * {@link IOException} is a broken host.
 */
public final class VolumeHost {
    private static final Logger LOG = LoggerFactory.getLogger(VolumeHost.class);
    private static final Duration FILLING_LIMIT = Duration.ofMinutes(30);
    /** No volume may be called so: names begin with a letter or a digit. */
    private static final String PUT_ASIDE = ".removed";

    private final Path folder;
    private final VolumeUsers users = new VolumeUsers();
    private final NameLocks locks = new NameLocks();

    /** @param dataRoot folder of the engine; volumes lie below {@code volumes} in it */
    public VolumeHost(Path dataRoot) {
        folder = dataRoot.resolve("volumes");
    }

    /** Where a volume's files are, made or not. */
    public Path mountpoint(String name) {
        return at(name).data();
    }

    /**
     * Makes a volume, unless it is there. What an earlier life of the name has left is put aside and goes as soon as no container
     * has it mounted; where a later life is there already, nothing changes.
     */
    public void ensure(String name, WantedVolume wanted) throws IOException {
        Optional<VolumeFolder> old = locks.with(name, () -> makeRoom(name, wanted.life()));
        if (old.isPresent()) {
            removeAside(old.get());
        }
        locks.with(name, () -> {
            if (isFor(at(name), wanted.life())) {
                at(name).ensure(wanted);
            }
            return true;
        });
    }

    private static boolean isFor(VolumeFolder volume, VolumeLife life) throws IOException {
        return volume.life().map(life::equals).orElse(true);
    }

    /** Puts aside what an earlier life left; gives what may be removed, which may take long and needs no lock. */
    private Optional<VolumeFolder> makeRoom(String name, VolumeLife wanted) throws IOException {
        VolumeLife there = at(name).life().orElse(wanted);
        if (there.isOfAnotherLogThan(wanted)) {
            throw new IOException(folder.resolve(name) + " holds a volume of another log (" + there.logId()
                    + "): move it away, and it will be made anew");
        }
        return there.incarnation() < wanted.incarnation() ? putAside(name) : Optional.empty();
    }

    /** In a folder of its own, which goes with it. */
    private Optional<VolumeFolder> putAside(String name) throws IOException {
        VolumeFolder volume = at(name);
        Path place = folder.resolve(PUT_ASIDE).resolve(UUID.randomUUID().toString());
        VolumeFolder aside = volume.moveTo(place.resolve(name));
        users.moved(volume, aside);
        return users.areThereAny(aside) ? Optional.empty() : Optional.of(aside);
    }

    private static void removeAside(VolumeFolder aside) throws IOException {
        aside.remove();
        Files.deleteIfExists(aside.folder().resolveSibling(""));
    }

    /** Names of all volumes that lie here. */
    public List<String> list() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> Files.isDirectory(entry))
                    .map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.equals(PUT_ASIDE))
                    .sorted()
                    .toList();
        }
    }

    /** Whose files lie under a name; empty when there are none, or the engine that made them did not write it down. */
    public Optional<VolumeLife> life(String name) throws IOException {
        return at(name).life();
    }

    /** Removes what an engine that died had put aside. To be called before any container is looked after. */
    public void clear() throws IOException {
        Path aside = folder.resolve(PUT_ASIDE);
        if (!Files.isDirectory(aside)) {
            return;
        }
        for (Path place : children(aside)) {
            clear(place);
        }
    }

    private static List<Path> children(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.toList();
        }
    }

    private static void clear(Path place) {
        try {
            for (Path volume : children(place)) {
                new VolumeFolder(volume).remove();
            }
            Files.delete(place);
        } catch (IOException e) {
            LOG.warn("What is left of a removed volume in {} is removed at the next start", place, e);
        }
    }

    /**
     * Removes a volume with its files. One that is not there is fine.
     *
     * @param life the life that is over, as {@link #life} gave it; what another has there by now is left alone
     * @return false when a container still has it mounted: it can go once that is released
     */
    public boolean remove(String name, Optional<VolumeLife> life) throws IOException {
        VolumeFolder volume = at(name);
        Optional<VolumeFolder> free = locks.with(name, () -> {
            boolean there = volume.exists() && volume.life().equals(life);
            return there && !users.areThereAny(volume) ? putAside(name) : Optional.empty();
        });
        if (free.isPresent()) {
            removeAside(free.get());
        }
        return !users.areThereAny(volume);
    }

    /**
     * Finds where the mounts of a container come from; makes volumes and source directories that shall be made, mounts what
     * drivers mount, and fills volumes that are empty.
     *
     * @param wanted the volumes that shall be there, by name; a mount of another is refused
     * @param rootfs the container's root filesystem, mounted, from which empty volumes are filled
     */
    public MountSources prepare(
            String containerId, List<MountPoint> points, Map<String, WantedVolume> wanted, Path rootfs)
            throws IOException {
        var sources = new ArrayList<MountSource>();
        for (MountPoint point : points) {
            Found found = switch (point.type()) {
                case "bind" -> bind(point);
                case "volume" -> volume(containerId, point, wanted.get(point.name()), rootfs);
                default -> new Found(Path.of("tmpfs"), "");
            };
            if (!found.refusal().isEmpty()) {
                release(containerId);
                return new RefusedSources(new Problem.Invalid(found.refusal()));
            }
            sources.add(new MountSource(point, found.path()));
        }
        return new ResolvedSources(sources);
    }

    /** Where a mount point of a container that is up comes from. Changes nothing. */
    public Path locate(MountPoint point) throws IOException {
        return switch (point.type()) {
            case "bind" -> Path.of(point.source());
            case "volume" ->
                point.subpath().isEmpty()
                        ? mountpoint(point.name())
                        : subpath(at(point.name()), point.subpath()).path();
            default -> Path.of("tmpfs");
        };
    }

    /** Notes that a container which an earlier engine started uses its volumes. */
    public void adopt(String containerId, List<MountPoint> points) {
        points.stream()
                .filter(point -> point.type().equals("volume"))
                .forEach(point -> users.use(at(point.name()), containerId));
    }

    /**
     * Lets go of a container's volumes; what drivers mounted for nobody else is unmounted, and what was put aside and is used by
     * nobody else is removed.
     *
     * @return names of the volumes it had
     */
    public List<String> release(String containerId) throws IOException {
        List<String> names = users.names(containerId);
        for (String name : names) {
            List<VolumeFolder> old = locks.with(name, () -> letGo(name, containerId));
            for (VolumeFolder volume : old) {
                removeAside(volume);
            }
        }
        return names;
    }

    /** Gives what may be removed. */
    private List<VolumeFolder> letGo(String name, String containerId) throws IOException {
        var old = new ArrayList<VolumeFolder>();
        for (VolumeFolder free : users.release(name, containerId)) {
            if (!free.equals(at(name))) {
                old.add(free);
            } else if (free.device().isPresent() && free.isMounted()) {
                free.unmount();
            }
        }
        return old;
    }

    /** Bytes of all files of a volume, hard links once; empty for one that is mounted from elsewhere. */
    public OptionalLong sizeBytes(String name) throws IOException {
        VolumeFolder volume = at(name);
        if (volume.device().isPresent()) {
            return OptionalLong.empty();
        }
        return Files.isDirectory(volume.data()) ? OptionalLong.of(TreeSize.bytes(volume.data())) : OptionalLong.of(0);
    }

    private record Found(Path path, String refusal) {}

    private static Found bind(MountPoint point) throws IOException {
        Path source = Path.of(point.source());
        if (!Files.exists(source)) {
            if (!point.createSource()) {
                return new Found(
                        source,
                        "invalid mount config for type \"bind\": bind source path does not exist: " + point.source());
            }
            try {
                Files.createDirectories(source);
            } catch (IOException e) {
                return new Found(
                        source,
                        "error while creating mount source path '" + source + "': mkdir " + source + ": " + reason(e));
            }
        }
        return new Found(source, Propagation.refusal(source, point.propagation()));
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "no such file or directory";
            case FileAlreadyExistsException _ -> "not a directory";
            case FileSystemException failed ->
                String.valueOf(failed.getReason()).toLowerCase(Locale.ROOT);
            default -> String.valueOf(e.getMessage());
        };
    }

    private Found volume(String containerId, MountPoint point, @Nullable WantedVolume wanted, Path rootfs)
            throws IOException {
        VolumeFolder volume = at(point.name());
        if (wanted == null) {
            return new Found(volume.data(), "get " + point.name() + ": no such volume");
        }
        ensure(point.name(), wanted);
        String refusal = locks.with(point.name(), () -> mounted(containerId, point, wanted, rootfs));
        if (!refusal.isEmpty()) {
            return new Found(volume.data(), refusal);
        }
        return point.subpath().isEmpty() ? new Found(volume.data(), "") : subpath(volume, point.subpath());
    }

    /** Mounts, if it is to be mounted, and fills, if it is to be filled; gives why it cannot be. */
    private String mounted(String containerId, MountPoint point, WantedVolume wanted, Path rootfs) throws IOException {
        VolumeFolder volume = at(point.name());
        if (!volume.life().equals(Optional.of(wanted.life()))) {
            return "get " + point.name() + ": the volume was removed meanwhile";
        }
        Optional<LocalOptions> device = volume.device();
        if (device.isPresent() && !volume.isMounted()) {
            try {
                volume.mount(device.get());
            } catch (HostException e) {
                return unmountable(volume, device.get(), e);
            }
        }
        users.use(volume, containerId);
        if (point.copyUp()) {
            fill(volume, rootfs, point.destination());
        }
        return "";
    }

    private static String unmountable(VolumeFolder volume, LocalOptions device, HostException cause) {
        String words = String.valueOf(cause.getMessage());
        return "error while mounting volume '" + volume.data() + "': failed to mount local volume: mount "
                + device.device() + ":" + volume.data() + ": " + words.substring(words.lastIndexOf(": ") + 2);
    }

    private static Found subpath(VolumeFolder volume, String subpath) throws IOException {
        Path found = new Inside(volume.data()).existing(Inside.parts(subpath));
        Path wanted = volume.data().resolve(subpath);
        return found == null
                ? new Found(
                        wanted, "cannot access path " + wanted + ": lstat " + wanted + ": no such file or directory")
                : new Found(found, "");
    }

    /** Copies what the image has there, with owners, modes, times, links and attributes, as on the first use in Docker. */
    private static void fill(VolumeFolder volume, Path rootfs, String destination) throws IOException {
        Path source = new Inside(rootfs).existing(Inside.parts(destination));
        if (source == null || !Files.isDirectory(source) || !volume.isToBeFilled()) {
            return;
        }
        volume.beginFilling();
        ProgramResult copied = Programs.run(
                Program.of("cp", "-a", "--", source + "/.", volume.data().toString())
                        .withTimeout(FILLING_LIMIT));
        if (!copied.succeeded()) {
            throw new IOException("filling " + volume.data() + " from the image failed: " + copied.stderrText());
        }
        volume.endFilling();
    }

    private VolumeFolder at(String name) {
        return new VolumeFolder(folder.resolve(name));
    }
}
