package io.rutter.agent.reconcile;

import io.rutter.engine.assignment.AssignmentSource;
import io.rutter.engine.assignment.Assignments;
import io.rutter.engine.assignment.ContainerAssignment;
import io.rutter.engine.assignment.IngressAssignment;
import io.rutter.engine.assignment.NetworkAssignment;
import io.rutter.engine.assignment.VolumeAssignment;
import io.rutter.engine.id.EntityKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What a test says that a node shall do. */
final class FakeAssignments implements AssignmentSource {
    final Map<String, ContainerAssignment> containers = new HashMap<>();
    final Map<String, VolumeAssignment> volumes = new HashMap<>();
    final Map<String, NetworkAssignment> networks = new HashMap<>();

    @Override
    public Assignments all() {
        return new Assignments(
                "node",
                1,
                Map.copyOf(containers),
                Set.of(),
                Map.copyOf(networks),
                Map.copyOf(volumes),
                Set.of(),
                Map.of());
    }

    @Override
    public Optional<ContainerAssignment> container(String containerId) {
        return Optional.ofNullable(containers.get(containerId));
    }

    @Override
    public Optional<NetworkAssignment> network(String networkId) {
        return Optional.ofNullable(networks.get(networkId));
    }

    @Override
    public Collection<IngressAssignment> ingress() {
        return List.of();
    }

    @Override
    public Optional<VolumeAssignment> volume(String name) {
        return Optional.ofNullable(volumes.get(name));
    }

    @Override
    public boolean keepsImage(String imageId) {
        return false;
    }

    @Override
    public void follow(Consumer<Set<EntityKey>> changed) {}
}
