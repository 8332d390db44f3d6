package io.rutter.agent.reconcile;

import io.rutter.agent.network.Placement;
import io.rutter.agent.runtime.RunStamp;
import io.rutter.engine.assignment.AssignmentSource;
import io.rutter.engine.assignment.Assignments;
import io.rutter.engine.assignment.ContainerAssignment;
import io.rutter.engine.assignment.NetworkAssignment;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.ImageId;
import io.rutter.engine.id.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a node keeps beside containers: networks, volumes, images; and the first look at what an earlier life has left. */
final class NodeKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(NodeKeeper.class);

    private final NodeParts parts;
    private final AssignmentSource assignments;
    private final VolumeKeeper volumes;
    private final NameKeeper names;
    private final RunAdopter runs;
    private final Set<EntityKey> failed = ConcurrentHashMap.newKeySet();

    NodeKeeper(NodeParts parts, AssignmentSource assignments, VolumeKeeper volumes, NameKeeper names, RunAdopter runs) {
        this.parts = parts;
        this.assignments = assignments;
        this.volumes = volumes;
        this.names = names;
        this.runs = runs;
    }

    /**
     * Adopts runs, networks and mounts. What cannot be made or removed is told and tried again later: one broken container, rule
     * or volume does not keep the engine down. Fails only where the host cannot be read at all.
     */
    FirstLook firstLook() throws IOException {
        Assignments all = assignments.all();
        var seen = new HashMap<String, Seen>();
        var unclear = new HashMap<String, FirstLook.Sight>();
        runs.stamps().forEach((id, stamps) -> sight(id, stamps, seen, unclear));
        all.networks().keySet().forEach(id -> look(new EntityKey(Kind.NETWORK, id)));
        names.applyIngress();
        adoptLiving(all, seen, unclear.keySet());
        leftovers(all, seen, unclear.keySet());
        volumes.firstLook().forEach(name -> look(EntityKey.volume(name)));
        for (ImageId stranger : parts.images().strangers(all.images())) {
            look(new EntityKey(Kind.IMAGE, stranger.value()));
        }
        return new FirstLook(seen, unclear);
    }

    private void sight(String id, List<RunStamp> stamps, Map<String, Seen> seen, Map<String, FirstLook.Sight> unclear) {
        FirstLook.Sight sight = () -> runs.adopt(stamps, assignments.container(id));
        try {
            seen.put(id, sight.look());
        } catch (IOException | RuntimeException e) {
            LOG.warn("What an earlier life of the engine left of container {} is looked at again", id, e);
            unclear.put(id, sight);
        }
    }

    /** What may live keeps its network: that it does not is seen in time to take it away, that it does would be too late. */
    private void adoptLiving(Assignments all, Map<String, Seen> seen, Set<String> unclear) throws IOException {
        var living = new ArrayList<Placement>();
        all.containers().forEach((id, assigned) -> {
            if (unclear.contains(id) || seen.containsKey(id) && seen.get(id).up()) {
                parts.volumes().adopt(id, assigned.mounts());
                living.add(Placement.of(assigned));
            }
        });
        parts.network().adopt(living).forEach(NodeKeeper::warn);
    }

    private static void warn(String id, Problem problem) {
        LOG.warn("The network of container {} is not whole: {}", id, problem.message());
    }

    /** Containers that left files, mounts or addresses but no run are looked at too, so that these go. */
    private void leftovers(Assignments all, Map<String, Seen> seen, Set<String> unclear) throws IOException {
        var ids = new HashSet<String>();
        Set<String> mounted = parts.images().rootfs().mounted();
        for (String id : parts.images().rootfs().existing()) {
            ContainerAssignment assigned = all.containers().get(id);
            if (assigned == null || mounted.contains(id)) {
                ids.add(id);
            }
        }
        ids.addAll(all.leaving());
        all.containers().forEach((id, assigned) -> {
            if (!assigned.endpoints().isEmpty() || !assigned.leaving().isEmpty()) {
                ids.add(id);
            }
        });
        ids.removeAll(unclear);
        ids.forEach(id -> seen.putIfAbsent(id, Seen.leftover()));
    }

    /** Writes again the rules that strangers on this host have taken away. */
    void lookAtFirewall() {
        try {
            parts.network().lookAgain();
        } catch (IOException | RuntimeException e) {
            LOG.warn("The firewall could not be looked at; it is looked at again", e);
        }
    }

    /** What could not be brought up to date when it was looked at last. */
    Set<EntityKey> failed() {
        return Set.copyOf(failed);
    }

    /** A network, volume or image may have changed. */
    void look(EntityKey key) {
        try {
            switch (key.kind()) {
                case NETWORK -> network(key.id());
                case VOLUME -> volumes.look(key.id());
                case IMAGE -> image(key);
                case CONTAINER, SERVICE, REFERENCE, NODE, SECRET, CONFIG, SWARM, CHANGE, LOG -> {}
            }
            failed.remove(key);
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} could not be brought up to date; it is looked at again", key, e);
            failed.add(key);
        }
    }

    private void network(String id) throws IOException {
        Optional<NetworkAssignment> network = assignments.network(id);
        if (network.isPresent()) {
            parts.network().apply(network.get());
        } else {
            parts.network().forget(id);
        }
    }

    private void image(EntityKey key) throws IOException {
        if (!assignments.keepsImage(key.id())) {
            parts.images().forget(new ImageId(key.id()));
        }
    }
}
