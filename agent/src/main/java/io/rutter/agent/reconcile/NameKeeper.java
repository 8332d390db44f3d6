package io.rutter.agent.reconcile;

import io.rutter.agent.network.NodeNetwork;
import io.rutter.engine.assignment.AssignmentSource;
import io.rutter.engine.assignment.ContainerAssignment;
import io.rutter.engine.assignment.NetworkAssignment;
import io.rutter.engine.container.Endpoint;
import io.rutter.engine.container.LiveContainer.Phase;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the names and service addresses of networks up to date while containers come and go. What changes while a round is under way
 * is taken up by the next one.
 */
final class NameKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(NameKeeper.class);

    private final NodeNetwork network;
    private final AssignmentSource assignments;
    private final Executor threads;
    private final Later later;
    private final Map<String, Place> places = new HashMap<>();
    private final Set<String> stale = new LinkedHashSet<>();
    private boolean everythingStale;
    private boolean ingressStale;
    private boolean busy;
    private final Set<String> failed = new HashSet<>();
    private boolean ingressFailed;
    private boolean waiting;
    private Patience patience = Patience.FRESH;

    /** Runs something after a while. */
    interface Later {
        void run(Runnable work, Duration pause);
    }

    /** What of a container shows in names and service addresses. */
    private record Place(String name, List<Endpoint> endpoints, boolean task, Phase phase) {
        static final Place NONE = new Place("", List.of(), false, Phase.EXITED);

        static Place of(ContainerAssignment assigned) {
            boolean task = !assigned.serviceName().isEmpty();
            Phase phase = task ? assigned.known().phase() : Phase.CREATED;
            return new Place(assigned.name(), assigned.endpoints(), task, phase);
        }
    }

    NameKeeper(NodeNetwork network, AssignmentSource assignments, Executor threads, Later later) {
        this.network = network;
        this.assignments = assignments;
        this.threads = threads;
        this.later = later;
    }

    synchronized void containerChanged(String id) {
        Optional<Place> now = assignments.container(id).map(Place::of);
        Place before = places.getOrDefault(id, Place.NONE);
        Place after = now.orElse(Place.NONE);
        if (before.equals(after)) {
            return;
        }
        before.endpoints().forEach(endpoint -> stale.add(endpoint.networkId()));
        after.endpoints().forEach(endpoint -> stale.add(endpoint.networkId()));
        ingressStale |= before.task() || after.task();
        if (now.isPresent()) {
            places.put(id, after);
        } else {
            places.remove(id);
        }
        wake();
    }

    synchronized void servicesChanged() {
        everythingStale = true;
        ingressStale = true;
        wake();
    }

    private void wake() {
        if (!busy && (!stale.isEmpty() || everythingStale || ingressStale)) {
            busy = true;
            threads.execute(this::rounds);
        }
    }

    private void rounds() {
        while (true) {
            List<String> networks;
            boolean ingress;
            synchronized (this) {
                if (stale.isEmpty() && !everythingStale && !ingressStale) {
                    busy = false;
                    patience = waiting ? patience : Patience.FRESH;
                    return;
                }
                if (everythingStale) {
                    stale.addAll(assignments.all().networks().keySet());
                    everythingStale = false;
                }
                networks = new ArrayList<>(stale);
                stale.clear();
                ingress = ingressStale;
                ingressStale = false;
            }
            round(networks, ingress);
        }
    }

    private void round(List<String> networks, boolean ingress) {
        networks.forEach(this::network);
        if (ingress) {
            applyIngress();
        }
    }

    /** Publishes the ports of services as the log has them now; what fails is tried again. */
    void applyIngress() {
        try {
            network.applyIngress(assignments.ingress()).forEach(LOG::warn);
        } catch (IOException | RuntimeException e) {
            LOG.warn("Published ports of services could not be brought up to date; tried again", e);
            tryAgain(() -> ingressFailed = true);
        }
    }

    private void network(String id) {
        try {
            Optional<NetworkAssignment> assigned = assignments.network(id);
            if (assigned.isPresent()) {
                network.apply(assigned.get());
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("Names on network {} could not be brought up to date; tried again", id, e);
            tryAgain(() -> failed.add(id));
        }
    }

    /** One try waits at a time for all that has failed, however often it fails meanwhile. */
    private synchronized void tryAgain(Runnable mark) {
        mark.run();
        if (!waiting) {
            waiting = true;
            patience = patience.afterFailure();
            later.run(this::markFailed, patience.pause());
        }
    }

    private synchronized void markFailed() {
        waiting = false;
        stale.addAll(failed);
        failed.clear();
        ingressStale |= ingressFailed;
        ingressFailed = false;
        wake();
    }
}
