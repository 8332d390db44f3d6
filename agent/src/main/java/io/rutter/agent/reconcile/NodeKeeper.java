package io.rutter.agent.reconcile;

import io.rutter.agent.network.Placement;
import io.rutter.agent.reconcile.Seen.Acted;
import io.rutter.agent.reconcile.Seen.Fittings;
import io.rutter.agent.reconcile.Seen.LastRun;
import io.rutter.agent.reconcile.Seen.Process;
import io.rutter.agent.reconcile.Seen.Told;
import io.rutter.agent.runtime.FoundRun;
import io.rutter.agent.runtime.RunStamp;
import io.rutter.engine.assignment.AssignmentSource;
import io.rutter.engine.assignment.Assignments;
import io.rutter.engine.assignment.ContainerAssignment;
import io.rutter.engine.assignment.NetworkAssignment;
import io.rutter.engine.container.Endpoint;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.ImageId;
import io.rutter.engine.id.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a node keeps beside containers: networks, volumes, images; and the first look at what an earlier life has left. */
final class NodeKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(NodeKeeper.class);

    private final NodeParts parts;
    private final AssignmentSource assignments;
    private final VolumeKeeper volumes;
    private final LogIdentity log;

    NodeKeeper(NodeParts parts, AssignmentSource assignments, VolumeKeeper volumes, LogIdentity log) {
        this.parts = parts;
        this.assignments = assignments;
        this.volumes = volumes;
        this.log = log;
    }

    /** Adopts runs, networks and mounts; gives what is seen of each container that left something. */
    Map<String, Seen> firstLook() throws IOException {
        Assignments all = assignments.all();
        var seen = new HashMap<String, Seen>();
        for (FoundRun found : parts.runtime().survey()) {
            adopt(all, found, seen);
        }
        all.networks().keySet().forEach(id -> look(new EntityKey(Kind.NETWORK, id)));
        parts.network().applyIngress(all.ingress().values());
        var living = new ArrayList<Placement>();
        seen.forEach((id, container) -> {
            ContainerAssignment assigned = all.containers().get(id);
            if (container.up() && assigned != null) {
                parts.volumes().adopt(id, assigned.mounts());
                living.add(Placement.of(assigned));
            }
        });
        parts.network().adopt(living).forEach((id, problem) -> warn(id, problem));
        leftovers(all, seen);
        volumes.firstLook();
        parts.images().retain(all.images());
        return seen;
    }

    private static void warn(String id, Problem problem) {
        LOG.warn("The network of container {} is not whole: {}", id, problem.message());
    }

    private void adopt(Assignments all, FoundRun found, Map<String, Seen> seen) throws IOException {
        RunStamp stamp = found.stamp();
        if (!stamp.logId().equals(log.logId())) {
            LOG.warn("Run {} belongs to another log and is left alone", stamp.key());
            return;
        }
        Seen before = seen.get(stamp.containerId());
        if (before != null && before.run().number() > stamp.run()) {
            parts.runtime().delete(stamp.key());
            return;
        }
        if (before != null && before.run().stamp() != null) {
            parts.runtime().delete(before.run().stamp().key());
        }
        ContainerAssignment assigned = all.containers().get(stamp.containerId());
        seen.put(stamp.containerId(), seen(found, Optional.ofNullable(assigned)));
    }

    private Seen seen(FoundRun found, Optional<ContainerAssignment> assigned) throws IOException {
        var plugged = assigned.map(ContainerAssignment::endpoints).orElse(List.of()).stream()
                .filter(endpoint -> !endpoint.ipv4().isEmpty())
                .toList();
        return switch (found.phase()) {
            case PREPARED, CREATED -> {
                parts.runtime().delete(found.stamp().key());
                yield Seen.halfMade(found.stamp().run(), plugged);
            }
            case RUNNING -> adopted(found, Process.RUNNING, assigned, plugged);
            case PAUSED -> adopted(found, Process.PAUSED, assigned, plugged);
            case ENDED -> adopted(found, Process.ENDED, assigned, plugged);
        };
    }

    /** A signal that was asked for before the engine ended may have been sent: it is not sent again. */
    private Seen adopted(
            FoundRun found, Process process, Optional<ContainerAssignment> assigned, List<Endpoint> plugged)
            throws IOException {
        parts.runtime().adopt(found);
        RunStamp stamp = found.stamp();
        Optional<ContainerAssignment> told = assigned.filter(now -> now.known().number() >= stamp.run());
        return new Seen(
                process,
                new LastRun(
                        stamp,
                        stamp.run(),
                        found.pid(),
                        told.map(now -> now.known().startedAt()).orElse(null),
                        found.exit(),
                        told.isPresent() ? Told.START : Told.NOTHING),
                new Acted(
                        stamp.generation(),
                        assigned.map(now -> now.desired().generation()).orElse(0L),
                        null,
                        null),
                new Fittings(
                        true,
                        plugged,
                        assigned.map(now -> now.spec().hostConfig().resources()).orElse(null)));
    }

    /** Containers that left files, mounts or addresses but no run are looked at too, so that these go. */
    private void leftovers(Assignments all, Map<String, Seen> seen) throws IOException {
        Set<String> mounted = parts.images().rootfs().mounted();
        for (String id : parts.images().rootfs().existing()) {
            ContainerAssignment assigned = all.containers().get(id);
            if (assigned == null || mounted.contains(id)) {
                seen.computeIfAbsent(id, _ -> Seen.leftover());
            }
        }
        all.leaving().forEach(id -> seen.computeIfAbsent(id, _ -> Seen.leftover()));
        all.containers().forEach((id, assigned) -> {
            if (!assigned.endpoints().isEmpty() || !assigned.leaving().isEmpty()) {
                seen.computeIfAbsent(id, _ -> Seen.leftover());
            }
        });
    }

    /** Makes again what strangers on this host have taken away: bridges, rules of the firewall; and what could not be made before. */
    void lookForDrift() {
        assignments.all().networks().keySet().forEach(id -> look(new EntityKey(Kind.NETWORK, id)));
        try {
            parts.network().lookAgain();
        } catch (IOException e) {
            LOG.warn("The firewall could not be looked at", e);
        }
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
        } catch (IOException e) {
            LOG.warn("{} could not be brought up to date", key, e);
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
