package io.rutter.http.docker.volume;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.volume.Volume.LiveVolume;
import io.rutter.http.docker.json.Json;

/** A volume as Docker tells it. */
public final class VolumeJson {
    private VolumeJson() {}

    /** @param dataRoot directory below which the node keeps its volumes */
    public static ObjectNode volume(LiveVolume volume, String dataRoot) {
        ObjectNode object =
                Json.object().put("CreatedAt", Json.seconds(volume.createdAt())).put("Driver", volume.driver());
        object.set("Labels", Json.mapOrNull(volume.labels()));
        object.put("Mountpoint", dataRoot + "/volumes/" + volume.name() + "/_data")
                .put("Name", volume.name())
                .set("Options", Json.mapOrNull(volume.options()));
        return object.put("Scope", "local");
    }
}
