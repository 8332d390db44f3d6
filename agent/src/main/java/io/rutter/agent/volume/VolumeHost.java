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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The volumes of a node. Every method blocks, may be repeated, and may be called for different containers at once. An
 * {@link IOException} is a broken host.
 */
public final class VolumeHost {
    private static final Duration FILLING_LIMIT = Duration.ofMinutes(30);

    private final Path folder;
    private final Map<String, Set<String>> users = new HashMap<>();
    private final Map<String, Object> locks = new ConcurrentHashMap<>();

    /** @param dataRoot folder of the engine; volumes lie below {@code volumes} in it */
    public VolumeHost(Path dataRoot) {
        folder = dataRoot.resolve("volumes");
    }

    /** Where a volume's files are, made or not. */
    public Path mountpoint(String name) {
        return at(name).data();
    }

    /** Makes a volume, unless it is there. Options are those of the driver {@code local}, checked before. */
    public void ensure(String name, Map<String, String> options) throws IOException {
        synchronized (lockOf(name)) {
            at(name).ensure(options);
        }
    }

    /** Names of all volumes that lie here. */
    public List<String> list() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    /**
     * Removes a volume with its files. One that is not there is fine.
     *
     * @return false when a container still has it mounted: it can go once that is released
     */
    public boolean remove(String name) throws IOException {
        synchronized (lockOf(name)) {
            if (isUsed(name)) {
                return false;
            }
            at(name).remove();
        }
        locks.remove(name);
        return true;
    }

    /**
     * Finds where the mounts of a container come from; makes volumes and source directories that shall be made, mounts what
     * drivers mount, and fills volumes that are empty.
     *
     * @param rootfs the container's root filesystem, mounted, from which empty volumes are filled
     */
    public MountSources prepare(String containerId, List<MountPoint> points, Path rootfs) throws IOException {
        var sources = new ArrayList<MountSource>();
        for (MountPoint point : points) {
            Found found = switch (point.type()) {
                case "bind" -> bind(point);
                case "volume" -> volume(containerId, point, rootfs);
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
        points.stream().filter(point -> point.type().equals("volume")).forEach(point -> use(point.name(), containerId));
    }

    /**
     * Lets go of a container's volumes; what drivers mounted for nobody else is unmounted.
     *
     * @return names of the volumes it had
     */
    public List<String> release(String containerId) throws IOException {
        List<String> used;
        synchronized (users) {
            used = users.entrySet().stream()
                    .filter(entry -> entry.getValue().contains(containerId))
                    .map(Map.Entry::getKey)
                    .toList();
        }
        for (String name : used) {
            synchronized (lockOf(name)) {
                forget(name, containerId);
                if (!isUsed(name) && at(name).device().isPresent() && at(name).isMounted()) {
                    at(name).unmount();
                }
            }
        }
        return used;
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

    private Found volume(String containerId, MountPoint point, Path rootfs) throws IOException {
        VolumeFolder volume = at(point.name());
        synchronized (lockOf(point.name())) {
            volume.ensure(Map.of());
            Optional<LocalOptions> device = volume.device();
            if (device.isPresent() && !volume.isMounted()) {
                try {
                    volume.mount(device.get());
                } catch (HostException e) {
                    return new Found(volume.data(), unmountable(volume, device.get(), e));
                }
            }
            use(point.name(), containerId);
            if (point.copyUp()) {
                fill(volume, rootfs, point.destination());
            }
        }
        return point.subpath().isEmpty() ? new Found(volume.data(), "") : subpath(volume, point.subpath());
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

    private Object lockOf(String name) {
        return locks.computeIfAbsent(name, _ -> new Object());
    }

    private void use(String name, String containerId) {
        synchronized (users) {
            users.computeIfAbsent(name, _ -> new HashSet<>()).add(containerId);
        }
    }

    private void forget(String name, String containerId) {
        synchronized (users) {
            Set<String> all = users.get(name);
            if (all != null && all.remove(containerId) && all.isEmpty()) {
                users.remove(name);
            }
        }
    }

    private boolean isUsed(String name) {
        synchronized (users) {
            return users.containsKey(name);
        }
    }
}
