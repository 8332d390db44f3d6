package io.rutter.engine.cluster.world;

import io.rutter.engine.assignment.AssignmentSource;
import io.rutter.engine.assignment.Assignments;
import io.rutter.engine.assignment.ContainerAssignment;
import io.rutter.engine.assignment.IngressAssignment;
import io.rutter.engine.assignment.NetworkAssignment;
import io.rutter.engine.assignment.VolumeAssignment;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import io.rutter.engine.reconcile.AssignmentProjection;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A local agent's assignments, read from the present World at each look. */
public final class WorldAssignments implements AssignmentSource {
    private final WorldKeeper keeper;
    private final AssignmentProjection projection;

    public WorldAssignments(WorldKeeper keeper, String nodeId) {
        this.keeper = keeper;
        this.projection = new AssignmentProjection(nodeId);
    }

    @Override
    public Assignments all() {
        return projection.all(keeper.world());
    }

    @Override
    public Optional<ContainerAssignment> container(String containerId) {
        return projection.container(keeper.world(), containerId);
    }

    @Override
    public Optional<NetworkAssignment> network(String networkId) {
        return projection.network(keeper.world(), networkId);
    }

    @Override
    public Collection<IngressAssignment> ingress() {
        return projection.ingress(keeper.world()).values();
    }

    @Override
    public Optional<VolumeAssignment> volume(String name) {
        return projection.volume(keeper.world(), name);
    }

    @Override
    public boolean keepsImage(String imageId) {
        return keeper.world()
                .known(new EntityKey(Kind.IMAGE, imageId))
                .filter(known -> known.state().alive())
                .isPresent();
    }

    @Override
    public void follow(Consumer<Set<EntityKey>> changed) {
        keeper.watch(folded -> changed.accept(folded.keys()));
    }
}
