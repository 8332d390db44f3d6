package io.rutter.http.docker.container.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.MountPoint;
import io.rutter.http.docker.json.Json;

/** {@code Mounts} of lists and inspect. */
final class MountsJson {
    private MountsJson() {}

    /** @param dataRoot directory below which the node keeps its volumes */
    static ArrayNode mounts(LiveContainer container, String dataRoot) {
        ArrayNode mounts = Json.array();
        var tmpfs = container.spec().hostConfig().tmpfs();
        for (MountPoint mount : container.mounts()) {
            if (!mount.type().equals("tmpfs") || !tmpfs.containsKey(mount.destination())) {
                mounts.add(mount(mount, dataRoot));
            }
        }
        return mounts;
    }

    private static ObjectNode mount(MountPoint mount, String dataRoot) {
        boolean volume = mount.type().equals("volume");
        ObjectNode object = Json.object().put("Type", mount.type());
        if (volume) {
            object.put("Name", mount.name());
        }
        object.put("Source", volume ? volumePath(dataRoot, mount.name()) : mount.source())
                .put("Destination", mount.destination());
        if (volume) {
            object.put("Driver", "local");
        }
        return object.put("Mode", mount.mode()).put("RW", mount.readWrite()).put("Propagation", mount.propagation());
    }

    /** Where a node keeps the files of a volume. */
    private static String volumePath(String dataRoot, String name) {
        return dataRoot + "/volumes/" + name + "/_data";
    }
}
