package io.rutter.deploy;

import io.rutter.engine.container.ContainerEvent.ContainerExited;
import io.rutter.engine.container.ContainerEvent.ContainerReleased;
import io.rutter.engine.container.ContainerEvent.ContainerRemoveRequested;
import io.rutter.engine.container.ContainerEvent.ContainerRemoved;
import io.rutter.engine.container.ContainerEvent.ContainerStopRequested;
import io.rutter.engine.entity.Event;
import io.rutter.engine.image.ImageEvent.ImageRemoved;
import io.rutter.engine.network.NetworkEvent.NetworkRemoved;
import io.rutter.engine.reference.ReferenceEvent.ReferenceDropped;
import io.rutter.engine.volume.VolumeEvent.VolumeRemoved;

/** Events that lead to less on a disk, and those that are true whether there is room or not: a full disk still takes them. */
final class Removals {
    private Removals() {}

    static boolean is(Event event) {
        return switch (event) {
            case ContainerStopRequested _,
                    ContainerExited _,
                    ContainerReleased _,
                    ContainerRemoveRequested _,
                    ContainerRemoved _,
                    ImageRemoved _,
                    NetworkRemoved _,
                    ReferenceDropped _,
                    VolumeRemoved _ -> true;
            default -> false;
        };
    }
}
