package io.rutter.engine.assignment;

import io.rutter.engine.id.EntityKey;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Where an agent finds its assignments. Level-triggered: a change only says what to look at again. */
public interface AssignmentSource {
    /** Everything, for the first look and for looking again. */
    Assignments all();

    /** One container's assignment as of now; empty when it is to be cleaned away. */
    Optional<ContainerAssignment> container(String containerId);

    Optional<NetworkAssignment> network(String networkId);

    /** Published ports of services, all of them. */
    Collection<IngressAssignment> ingress();

    /** A volume of this node; empty when it is to be removed. */
    Optional<VolumeAssignment> volume(String name);

    /** Whether this node shall still have an image. */
    boolean keepsImage(String imageId);

    /** Told, on the log's thread, which entities may have changed for this node. Must not block. */
    void follow(Consumer<Set<EntityKey>> changed);
}
