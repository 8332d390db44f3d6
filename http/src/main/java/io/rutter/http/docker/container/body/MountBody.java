package io.rutter.http.docker.container.body;

import io.rutter.engine.container.spec.MountSpec;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.docker.json.Fields;
import java.util.Optional;
import java.util.Set;

/** One of {@code HostConfig.Mounts} in a request. */
final class MountBody {
    private static final Set<String> PROPAGATIONS =
            Set.of("", "private", "rprivate", "shared", "rshared", "slave", "rslave");

    private MountBody() {}

    static MountSpec read(Fields mount) {
        Fields bind = mount.within("BindOptions", "mount.BindOptions");
        Fields volume = mount.within("VolumeOptions", "mount.VolumeOptions");
        Fields tmpfs = mount.within("TmpfsOptions", "mount.TmpfsOptions");
        Optional<Fields> driver = volume.object("DriverConfig", "mount.Driver");
        var read = new MountSpec(
                mount.text("Type"),
                mount.text("Source"),
                mount.text("Target"),
                mount.bool("ReadOnly"),
                mount.text("Consistency"),
                bind.text("Propagation"),
                bind.bool("NonRecursive"),
                bind.bool("CreateMountpoint"),
                volume.bool("NoCopy"),
                volume.textMap("Labels"),
                driver.map(config -> config.text("Name")).orElse(null),
                driver.map(config -> config.textMap("Options")).orElseGet(java.util.Map::of),
                volume.text("Subpath"),
                tmpfs.number("SizeBytes"),
                tmpfs.integer("Mode"),
                bind.bool("ReadOnlyNonRecursive"));
        check(read);
        return read;
    }

    private static void check(MountSpec mount) {
        if (mount.target().isEmpty()) {
            throw invalid(mount, "field Target must not be empty");
        }
        requireAbsolute(mount, mount.target());
        if (mount.target().equals("/")) {
            throw invalid(mount, "invalid specification: destination can't be '/'");
        }
        switch (mount.type()) {
            case "bind" -> {
                if (mount.source().isEmpty()) {
                    throw invalid(mount, "field Source must not be empty");
                }
                requireAbsolute(mount, mount.source());
                if (!PROPAGATIONS.contains(mount.propagation())) {
                    throw invalid(mount, "invalid propagation mode: " + mount.propagation());
                }
            }
            case "tmpfs" -> {
                if (!mount.source().isEmpty()) {
                    throw invalid(mount, "field Source must not be specified");
                }
            }
            case "volume" -> {}
            case "image", "npipe", "cluster" ->
                throw new Refused(new io.rutter.engine.entity.Problem.Missing(
                        "mounts of type \"" + mount.type() + "\" are not there yet: use bind, volume or tmpfs"));
            default -> throw invalid(mount, "mount type unknown");
        }
    }

    private static void requireAbsolute(MountSpec mount, String path) {
        if (!path.startsWith("/")) {
            throw invalid(mount, "invalid mount path: '" + path + "' mount path must be absolute");
        }
    }

    private static Refused invalid(MountSpec mount, String words) {
        return Refused.invalid("invalid mount config for type \"" + mount.type() + "\": " + words);
    }
}
