package io.rutter.agent.volume;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rutter.agent.image.files.Trees;
import io.rutter.agent.linux.files.MountEntry;
import io.rutter.agent.linux.files.Mounts;
import io.rutter.agent.linux.files.Mounts.Flag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One volume's folder: its files in {@code _data}, the driver's options in {@code options.json}, and while it is filled from an
 * image a file {@code filling}.
 */
record VolumeFolder(Path folder) {
    private static final ObjectMapper JSON = new ObjectMapper();

    Path data() {
        return folder.resolve("_data");
    }

    private Path options() {
        return folder.resolve("options.json");
    }

    private Path filling() {
        return folder.resolve("filling");
    }

    /** Makes it, unless it is there. */
    void ensure(Map<String, String> options) throws IOException {
        if (Files.isDirectory(data())) {
            return;
        }
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx-----x"));
        if (!options.isEmpty()) {
            Files.write(options(), JSON.writeValueAsBytes(options));
        }
        Files.createDirectory(data());
        Files.setPosixFilePermissions(data(), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** What the driver mounts here; empty for a plain directory. */
    Optional<LocalOptions> device() throws IOException {
        if (!Files.exists(options())) {
            return Optional.empty();
        }
        return LocalOptions.of(JSON.readValue(options().toFile(), new TypeReference<Map<String, String>>() {}));
    }

    boolean isMounted() throws IOException {
        for (MountEntry mount : Mounts.table()) {
            if (mount.target().equals(data())) {
                return true;
            }
        }
        return false;
    }

    /** Mounts what the driver's options say. A read-only bind needs a second step. */
    void mount(LocalOptions device) throws IOException {
        var flags = EnumSet.noneOf(Flag.class);
        flags.addAll(device.flags());
        String type = device.type().equals("none") || device.type().equals("bind") ? "" : device.type();
        Mounts.mount(device.device(), data(), type, flags, device.data());
        if (flags.contains(Flag.BIND) && flags.contains(Flag.READ_ONLY)) {
            Mounts.mount("", data(), "", Set.of(Flag.BIND, Flag.REMOUNT, Flag.READ_ONLY), "");
        }
    }

    void unmount() throws IOException {
        Mounts.unmount(data());
    }

    /** Whether it may be filled: it is empty, or an engine died while filling it. */
    boolean isToBeFilled() throws IOException {
        if (Files.exists(filling())) {
            return true;
        }
        try (var children = Files.newDirectoryStream(data())) {
            return !children.iterator().hasNext();
        }
    }

    void beginFilling() throws IOException {
        if (Files.exists(filling())) {
            try (var children = Files.newDirectoryStream(data())) {
                for (Path child : children) {
                    Trees.remove(child);
                }
            }
        } else {
            Files.createFile(filling());
        }
    }

    void endFilling() throws IOException {
        Files.delete(filling());
    }

    void remove() throws IOException {
        if (isMounted()) {
            unmount();
        }
        Trees.remove(folder);
    }
}
