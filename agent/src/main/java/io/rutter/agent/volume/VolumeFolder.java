package io.rutter.agent.volume;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rutter.agent.image.files.Trees;
import io.rutter.agent.linux.files.MountEntry;
import io.rutter.agent.linux.files.Mounts;
import io.rutter.agent.linux.files.Mounts.Flag;
import io.rutter.agent.linux.files.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One volume's folder: its files in {@code _data}, the driver's options in {@code options.json}, whose it is in {@code life.json},
 * and while it is filled from an image a file {@code filling}.
 */
record VolumeFolder(Path folder) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The volume's name, wherever its folder lies. */
    String name() {
        return folder.getFileName().toString();
    }

    Path data() {
        return folder.resolve("_data");
    }

    private Path options() {
        return folder.resolve("options.json");
    }

    private Path stamp() {
        return folder.resolve("life.json");
    }

    private Path filling() {
        return folder.resolve("filling");
    }

    /** Whose it is; empty when it does not say so: it is not there, half made, or an engine made it that did not write it down. */
    Optional<VolumeLife> life() throws IOException {
        byte[] text;
        try {
            text = Files.readAllBytes(stamp());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(text, VolumeLife.class));
        } catch (JacksonException e) {
            throw new IOException(
                    "whose files lie in " + folder + " cannot be read: move it away, or mend its life.json", e);
        }
    }

    /** Makes it, unless it is there. One that does not say whose it is becomes this life's, with the files that it has. */
    void ensure(WantedVolume wanted) throws IOException {
        if (life().isPresent() && Files.isDirectory(data())) {
            return;
        }
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx-----x"));
        // before the files: what lies here without it was made by an engine that wrote none
        WholeFile.writeDurably(stamp(), JSON.writeValueAsBytes(wanted.life()));
        if (!Files.isDirectory(data())) {
            make(wanted.options());
        }
    }

    private void make(Map<String, String> options) throws IOException {
        if (!options.isEmpty()) {
            WholeFile.writeDurably(options(), JSON.writeValueAsBytes(options));
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

    /** Whether there is anything of it. */
    boolean exists() {
        return Files.exists(folder, LinkOption.NOFOLLOW_LINKS);
    }

    VolumeFolder moveTo(Path place) throws IOException {
        Files.createDirectories(place.getParent());
        return new VolumeFolder(Files.move(folder, place, StandardCopyOption.ATOMIC_MOVE));
    }

    void remove() throws IOException {
        if (isMounted()) {
            unmount();
        }
        Trees.remove(folder);
    }
}
