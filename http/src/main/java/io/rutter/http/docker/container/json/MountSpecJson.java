package io.rutter.http.docker.container.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.container.spec.MountSpec;
import io.rutter.http.docker.json.Json;

/** One of {@code HostConfig.Mounts}; what was not said is not there. */
final class MountSpecJson {
    private MountSpecJson() {}

    static ObjectNode mount(MountSpec mount) {
        ObjectNode object = Json.object().put("Type", mount.type());
        put(object, "Source", mount.source());
        put(object, "Target", mount.target());
        if (mount.readOnly()) {
            object.put("ReadOnly", true);
        }
        put(object, "Consistency", mount.consistency());
        switch (mount.type()) {
            case "bind" -> bind(mount, object);
            case "volume" -> volume(mount, object);
            case "tmpfs" -> tmpfs(mount, object);
            default -> throw new IllegalStateException("a mount of type " + mount.type() + " was accepted");
        }
        return object;
    }

    private static void bind(MountSpec mount, ObjectNode object) {
        if (mount.propagation().isEmpty() && !mount.nonRecursive() && !mount.createMountpoint()) {
            return;
        }
        ObjectNode options = object.putObject("BindOptions");
        put(options, "Propagation", mount.propagation());
        if (mount.nonRecursive()) {
            options.put("NonRecursive", true);
        }
        if (mount.createMountpoint()) {
            options.put("CreateMountpoint", true);
        }
    }

    private static void volume(MountSpec mount, ObjectNode object) {
        String driver = mount.volumeDriver();
        if (!mount.volumeNoCopy()
                && mount.volumeLabels().isEmpty()
                && driver == null
                && mount.volumeSubpath().isEmpty()) {
            return;
        }
        ObjectNode options = object.putObject("VolumeOptions");
        if (mount.volumeNoCopy()) {
            options.put("NoCopy", true);
        }
        if (!mount.volumeLabels().isEmpty()) {
            options.set("Labels", Json.map(mount.volumeLabels()));
        }
        put(options, "Subpath", mount.volumeSubpath());
        if (driver != null) {
            ObjectNode config = options.putObject("DriverConfig").put("Name", driver);
            if (!mount.volumeDriverOptions().isEmpty()) {
                config.set("Options", Json.map(mount.volumeDriverOptions()));
            }
        }
    }

    private static void tmpfs(MountSpec mount, ObjectNode object) {
        if (mount.tmpfsSizeBytes() == 0 && mount.tmpfsMode() == 0) {
            return;
        }
        ObjectNode options = object.putObject("TmpfsOptions");
        if (mount.tmpfsSizeBytes() != 0) {
            options.put("SizeBytes", mount.tmpfsSizeBytes());
        }
        if (mount.tmpfsMode() != 0) {
            options.put("Mode", mount.tmpfsMode());
        }
    }

    private static void put(ObjectNode object, String name, String text) {
        if (!text.isEmpty()) {
            object.put(name, text);
        }
    }
}
