package io.rutter.http.docker.volume;

import io.rutter.engine.container.MountPoint;
import io.rutter.engine.id.Kind;
import io.rutter.engine.volume.Volume.LiveVolume;
import io.rutter.engine.world.World;
import io.rutter.http.docker.common.Filters;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which volumes a list shows. */
final class VolumeFilters {
    static final Set<String> ALLOWED = Set.of("dangling", "driver", "label", "name");

    private final World world;
    private final Filters filters;
    private final Set<String> used;
    private final Optional<Boolean> dangling;

    VolumeFilters(World world, Filters filters) {
        this.world = world;
        this.filters = filters;
        this.used = used(world);
        this.dangling = filters.bool("dangling");
    }

    static Set<String> used(World world) {
        return world.containers().all().stream()
                .flatMap(container -> container.mounts().stream())
                .map(MountPoint::name)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }

    List<LiveVolume> select() {
        return world.all(Kind.VOLUME, LiveVolume.class).stream()
                .filter(volume -> dangling.map(wanted -> wanted != used.contains(volume.name()))
                        .orElse(true))
                .filter(volume -> filters.allows("driver", volume.driver()))
                .filter(volume -> filters.allowsLabels("label", volume.labels()))
                .filter(volume ->
                        !filters.has("name") || filters.of("name").stream().anyMatch(volume.name()::contains))
                .sorted(Comparator.comparing(LiveVolume::createdAt).reversed())
                .toList();
    }
}
