package io.rutter.agent.image;

import io.rutter.agent.image.store.ContainerRoots;
import io.rutter.engine.assignment.ImageOperations;
import io.rutter.engine.id.ImageId;
import java.util.List;
import java.util.Set;

/** The images of a node, and the root filesystems that containers have of them. */
public interface NodeImages extends ImageOperations {
    /** Root filesystems of containers that start from these images. */
    ContainerRoots rootfs();

    /** Images kept here that are not among these: ones that never reached the log, or whose removal a death cut short. */
    List<ImageId> strangers(Set<String> ids);
}
