package io.rutter.agent.reconcile;

import io.rutter.agent.runtime.ResolvedMount;
import io.rutter.agent.volume.MountSources;
import io.rutter.agent.volume.VolumeHost;
import io.rutter.agent.volume.WantedVolume;
import io.rutter.engine.assignment.ContainerAssignment;
import io.rutter.engine.assignment.ContainerOperations.RefusedException;
import io.rutter.engine.container.MountPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds where each mount of a container lies on this node, and has made what is missing. */
final class MountResolver {
    private final VolumeHost volumes;
    private final VolumeKeeper keeper;

    MountResolver(VolumeHost volumes, VolumeKeeper keeper) {
        this.volumes = volumes;
        this.keeper = keeper;
    }

    List<ResolvedMount> resolve(ContainerAssignment assigned, Path rootfs) throws IOException {
        return switch (volumes.prepare(assigned.id().value(), assigned.mounts(), wanted(assigned), rootfs)) {
            case MountSources.ResolvedSources resolved ->
                resolved.sources().stream()
                        .map(source -> new ResolvedMount(source.point(), source.path()))
                        .toList();
            case MountSources.RefusedSources refused -> throw new RefusedException(refused.problem());
        };
    }

    private Map<String, WantedVolume> wanted(ContainerAssignment assigned) {
        var wanted = new HashMap<String, WantedVolume>();
        for (MountPoint point : assigned.mounts()) {
            if (point.type().equals("volume")) {
                keeper.wanted(point.name()).ifPresent(volume -> wanted.put(point.name(), volume));
            }
        }
        return wanted;
    }

    /** As {@link #resolve}, of a container that is up: looks, and changes nothing. */
    List<ResolvedMount> locate(ContainerAssignment assigned) throws IOException {
        var found = new ArrayList<ResolvedMount>();
        for (MountPoint point : assigned.mounts()) {
            found.add(new ResolvedMount(point, volumes.locate(point)));
        }
        return found;
    }

    /** Lets go of a container's volumes; those that were removed from the log meanwhile go now. */
    void release(String containerId) throws IOException {
        for (String name : volumes.release(containerId)) {
            keeper.look(name);
        }
    }
}
