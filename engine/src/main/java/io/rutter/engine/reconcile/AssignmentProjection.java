package io.rutter.engine.reconcile;

import io.rutter.engine.assignment.Assignments;
import io.rutter.engine.assignment.ContainerAssignment;
import io.rutter.engine.assignment.IngressAssignment;
import io.rutter.engine.assignment.NetworkAssignment;
import io.rutter.engine.assignment.NetworkAssignment.Member;
import io.rutter.engine.assignment.VolumeAssignment;
import io.rutter.engine.container.Container.RemovedContainer;
import io.rutter.engine.container.Endpoint;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import io.rutter.engine.image.Image.LiveImage;
import io.rutter.engine.network.Network.LiveNetwork;
import io.rutter.engine.volume.Volume.LiveVolume;
import io.rutter.engine.world.Known;
import io.rutter.engine.world.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a node shall do, read out of World. */
public final class AssignmentProjection {
    private final String nodeId;

    public AssignmentProjection(String nodeId) {
        this.nodeId = nodeId;
    }

    public Assignments all(World world) {
        var containers = new HashMap<String, ContainerAssignment>();
        for (LiveContainer container : world.containers().all()) {
            if (container.nodeId().equals(nodeId)) {
                containers.put(container.id().value(), container(world, container));
            }
        }
        var networks = new HashMap<String, NetworkAssignment>();
        for (LiveNetwork network : world.networks().all()) {
            networks.put(network.id(), network(world, network));
        }
        return new Assignments(
                nodeId,
                world.offset(),
                containers,
                leaving(world),
                networks,
                volumes(world),
                images(world),
                ingress(world));
    }

    private Set<String> leaving(World world) {
        var ids = new HashSet<String>();
        for (RemovedContainer removed : world.all(Kind.CONTAINER, RemovedContainer.class)) {
            if (removed.nodeId().equals(nodeId)) {
                ids.add(removed.id());
            }
        }
        return ids;
    }

    private Map<String, VolumeAssignment> volumes(World world) {
        var found = new HashMap<String, VolumeAssignment>();
        for (LiveVolume volume : world.all(Kind.VOLUME, LiveVolume.class)) {
            volume(world, volume.name()).ifPresent(assigned -> found.put(volume.name(), assigned));
        }
        return found;
    }

    public Optional<VolumeAssignment> volume(World world, String name) {
        return world.known(EntityKey.volume(name))
                .flatMap(known -> known.state() instanceof LiveVolume volume
                                && volume.nodeId().equals(nodeId)
                        ? Optional.of(new VolumeAssignment(known.incarnation(), volume.options()))
                        : Optional.empty());
    }

    private Set<String> images(World world) {
        var ids = new HashSet<String>();
        for (LiveImage image : world.images().all()) {
            if (image.nodeId().equals(nodeId)) {
                ids.add(image.id());
            }
        }
        return ids;
    }

    public Optional<ContainerAssignment> container(World world, String id) {
        return world.container(id)
                .filter(container -> container.nodeId().equals(nodeId))
                .map(container -> container(world, container));
    }

    private static ContainerAssignment container(World world, LiveContainer container) {
        Known known = world.known(EntityKey.container(container.id()))
                .orElseThrow(() -> new IllegalStateException(container.id() + " is not of this World"));
        return new ContainerAssignment(
                container.id(),
                known.incarnation(),
                known.changedAt(),
                container.name(),
                container.spec(),
                container.imageId(),
                container.mounts(),
                container.desired(),
                container.run(),
                container.endpoints(),
                container.ports(),
                container.leaving(),
                container.owner() == null ? "" : container.owner().serviceName(),
                LinkProjection.links(world, container));
    }

    public Optional<NetworkAssignment> network(World world, String id) {
        return world.network(id).map(network -> network(world, network));
    }

    private static NetworkAssignment network(World world, LiveNetwork network) {
        var members = new ArrayList<Member>();
        for (LiveContainer container : world.containers().on(network.id())) {
            for (Endpoint endpoint : container.endpoints()) {
                if (endpoint.networkId().equals(network.id())
                        && !endpoint.ipv4().isEmpty()) {
                    members.add(member(container, endpoint, network));
                }
            }
        }
        return new NetworkAssignment(
                network.id(), network.spec(), members, ServiceProjection.virtuals(world, network.id()));
    }

    private static Member member(LiveContainer container, Endpoint endpoint, LiveNetwork network) {
        var names = new LinkedHashSet<String>();
        if (!network.predefined()) {
            names.add(container.name());
            names.addAll(endpoint.aliases());
        }
        return new Member(
                container.id().value(), container.nodeId(), endpoint.ipv4(), endpoint.macAddress(), List.copyOf(names));
    }

    /** Published ports of services and where their traffic goes. */
    public Map<String, IngressAssignment> ingress(World world) {
        return ServiceProjection.ingress(world);
    }
}
