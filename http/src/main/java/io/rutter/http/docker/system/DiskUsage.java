package io.rutter.http.docker.system;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.cluster.Engine;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.id.ImageId;
import io.rutter.engine.id.Kind;
import io.rutter.engine.image.Image.LiveImage;
import io.rutter.engine.volume.Volume.LiveVolume;
import io.rutter.engine.world.World;
import io.rutter.http.docker.common.ApiVersion;
import io.rutter.http.docker.container.json.ContainerJson;
import io.rutter.http.docker.image.ImageJson;
import io.rutter.http.docker.json.Json;
import io.rutter.http.docker.volume.VolumeJson;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code GET /system/df}: what takes room on disk. */
final class DiskUsage {
    private static final long UNKNOWN = -1;

    private final Engine engine;
    private final World world;
    private final ApiVersion version;
    private final Instant now;

    DiskUsage(Engine engine, World world, ApiVersion version, Instant now) {
        this.engine = engine;
        this.world = world;
        this.version = version;
        this.now = now;
    }

    /** @param types container, image, volume, build-cache; empty for all */
    ObjectNode usage(Set<String> types) throws IOException {
        ObjectNode object = Json.object();
        if (types.isEmpty() || types.contains("image")) {
            object.put("LayersSize", engine.node().images().layersSizeBytes());
            object.set("Images", images());
        }
        if (types.isEmpty() || types.contains("container")) {
            object.set("Containers", containers());
        }
        if (types.isEmpty() || types.contains("volume")) {
            object.set("Volumes", volumes());
        }
        if (types.isEmpty() || types.contains("build-cache")) {
            object.putArray("BuildCache");
            object.put("BuilderSize", 0);
        }
        return object;
    }

    private ArrayNode images() {
        Map<String, Long> layers = engine.node().images().layerSizes();
        var users = new HashMap<String, Integer>();
        List<LiveImage> images = world.images().all();
        images.forEach(
                image -> Set.copyOf(image.config().diffIds()).forEach(layer -> users.merge(layer, 1, Integer::sum)));
        var json = new ImageJson(world, version);
        ArrayNode array = Json.array();
        for (LiveImage image : images) {
            long shared = Set.copyOf(image.config().diffIds()).stream()
                    .filter(layer -> users.getOrDefault(layer, 0) > 1)
                    .mapToLong(layer -> layers.getOrDefault(layer, 0L))
                    .sum();
            long containers = world.containers().all().stream()
                    .filter(container -> container.imageId().value().equals(image.id()))
                    .count();
            array.add(json.summary(image, world.images().names(new ImageId(image.id())), shared, containers));
        }
        return array;
    }

    private ArrayNode containers() throws IOException {
        var json = new ContainerJson(world, engine.node().host());
        ArrayNode array = Json.array();
        for (LiveContainer container : world.containers().all()) {
            array.add(json.summary(container, now, engine.node().containers().sizes(container.id())));
        }
        return array;
    }

    /** Of what lies elsewhere Docker does not tell the size either. */
    private long size(LiveVolume volume) throws IOException {
        return engine.node().volumeSizeBytes(volume.name()).orElse(UNKNOWN);
    }

    private ArrayNode volumes() throws IOException {
        ArrayNode array = Json.array();
        for (LiveVolume volume : world.all(Kind.VOLUME, LiveVolume.class)) {
            long users = world.containers().all().stream()
                    .filter(container -> container.mounts().stream()
                            .anyMatch(mount -> mount.name().equals(volume.name())))
                    .count();
            ObjectNode object = VolumeJson.volume(volume, engine.node().host().dataRoot());
            object.putObject("UsageData").put("RefCount", users).put("Size", size(volume));
            array.add(object);
        }
        return array;
    }
}
