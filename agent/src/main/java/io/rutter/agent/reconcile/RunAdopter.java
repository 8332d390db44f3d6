package io.rutter.agent.reconcile;

import io.rutter.agent.reconcile.Seen.Acted;
import io.rutter.agent.reconcile.Seen.Fittings;
import io.rutter.agent.reconcile.Seen.LastRun;
import io.rutter.agent.reconcile.Seen.Process;
import io.rutter.agent.reconcile.Seen.Told;
import io.rutter.agent.runtime.FoundRun;
import io.rutter.agent.runtime.RunStamp;
import io.rutter.agent.runtime.Runtime;
import io.rutter.engine.assignment.ContainerAssignment;
import io.rutter.engine.container.Endpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes over what an earlier life of the engine has started. */
final class RunAdopter {
    private static final Logger LOG = LoggerFactory.getLogger(RunAdopter.class);

    private final Runtime runtime;
    private final LogIdentity log;

    RunAdopter(Runtime runtime, LogIdentity log) {
        this.runtime = runtime;
        this.log = log;
    }

    /** Stamps of this log's runs on this host, by container, oldest first. */
    Map<String, List<RunStamp>> stamps() throws IOException {
        var found = new TreeMap<String, List<RunStamp>>();
        for (RunStamp stamp : runtime.stamps()) {
            if (stamp.logId().equals(log.logId())) {
                found.computeIfAbsent(stamp.containerId(), _ -> new ArrayList<>())
                        .add(stamp);
            } else {
                LOG.warn("Run {} belongs to another log and is left alone", stamp.key());
            }
        }
        found.values().forEach(runs -> runs.sort(Comparator.comparingLong(RunStamp::run)));
        return found;
    }

    /**
     * What is seen of a container by its last run, which is watched from now on. May be repeated when it failed.
     *
     * @param runs its runs, oldest first; at least one
     */
    Seen adopt(List<RunStamp> runs, Optional<ContainerAssignment> assigned) throws IOException {
        Seen seen = seen(runtime.look(runs.getLast()), assigned);
        for (RunStamp older : runs.subList(0, runs.size() - 1)) {
            clear(older);
        }
        return seen;
    }

    private void clear(RunStamp older) {
        try {
            runtime.delete(older.key());
        } catch (IOException | RuntimeException e) {
            LOG.warn("What run {} left is cleared at the next start of the engine", older.key(), e);
        }
    }

    private Seen seen(FoundRun found, Optional<ContainerAssignment> assigned) throws IOException {
        var plugged = assigned.map(ContainerAssignment::endpoints).orElse(List.of()).stream()
                .filter(endpoint -> !endpoint.ipv4().isEmpty())
                .toList();
        return switch (found.phase()) {
            case PREPARED, CREATED -> {
                runtime.delete(found.stamp().key());
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
        runtime.adopt(found);
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
}
