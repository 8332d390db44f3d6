package io.rutter.engine.assignment;

import io.rutter.engine.container.Endpoint;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.MountPoint;
import io.rutter.engine.container.PublishedPort;
import io.rutter.engine.container.spec.ContainerSpec;
import io.rutter.engine.id.ContainerId;
import io.rutter.engine.id.ImageId;
import java.util.List;

/**
 * What a node shall do for one container, whole: an agent needs nothing else.
 *
 * @param incarnation of this life; orders of an older one change nothing
 * @param cause offset of the entry that made this assignment; reports echo it
 * @param desired what is wanted, with its generation
 * @param known what the log knows of the last run
 * @param endpoints places on networks that the run shall have
 * @param leaving endpoints to be taken away while it runs
 */
public record ContainerAssignment(
        ContainerId id,
        long incarnation,
        long cause,
        String name,
        ContainerSpec spec,
        ImageId imageId,
        List<MountPoint> mounts,
        LiveContainer.Desired desired,
        LiveContainer.Run known,
        List<Endpoint> endpoints,
        List<PublishedPort> ports,
        List<Endpoint> leaving,
        String serviceName,
        List<LinkedContainer> links) {
    /**
     * A running container that this one knows by a name of its own choice.
     *
     * @param alias name within this container
     * @param name of the other container
     * @param ipv4 the other's address on the default bridge; empty when the two do not meet there
     * @param environment variables that tell of the other's ports and environment; none off the default bridge
     */
    public record LinkedContainer(
            String alias, String containerId, String name, String ipv4, List<String> environment) {
        public LinkedContainer {
            environment = List.copyOf(environment);
        }
    }
}
