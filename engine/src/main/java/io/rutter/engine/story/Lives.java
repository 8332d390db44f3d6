package io.rutter.engine.story;

import io.rutter.engine.container.ContainerEvent;
import io.rutter.engine.container.spec.ContainerSpec;
import io.rutter.engine.container.spec.HostConfig;
import io.rutter.engine.container.spec.RestartPolicy;
import io.rutter.engine.entity.Event;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.log.EventLog;
import io.rutter.engine.log.LogEntry;
import io.rutter.engine.service.ServiceEvent;
import io.rutter.engine.service.spec.ServiceSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came before an entry in the life of its entity, where a sentence needs it. */
final class Lives {
    private static final int SIGNAL_BASE = 128;

    private final EventLog log;
    private final Map<EntityKey, List<LogEntry>> read = new HashMap<>();

    Lives(EventLog log) {
        this.log = log;
    }

    private List<LogEntry> before(LogEntry entry) {
        return read.computeIfAbsent(entry.key(), key -> log.entity(key, 1, Long.MAX_VALUE)).stream()
                .filter(earlier -> earlier.sequence() < entry.sequence())
                .toList()
                .reversed();
    }

    /** What an update of a service changed; empty for anything else. */
    List<String> changes(LogEntry entry) {
        if (!(entry.event() instanceof ServiceEvent.ServiceUpdated updated)) {
            return List.of();
        }
        return declared(before(entry))
                .map(spec -> SpecChanges.of(spec, updated.spec()))
                .orElseGet(List::of);
    }

    private static Optional<ServiceSpec> declared(List<LogEntry> latestFirst) {
        var specs = new ArrayList<ServiceSpec>();
        int skipped = 0;
        for (LogEntry entry : latestFirst) {
            switch (entry.event()) {
                // it took back the declaration before it
                case ServiceEvent.ServiceRolledBack _ -> skipped++;
                case ServiceEvent.ServiceUpdated updated -> specs.add(updated.spec());
                case ServiceEvent.ServiceCreated made -> specs.add(made.spec());
                default -> {}
            }
        }
        int index = Math.min(skipped, specs.size() - 1);
        return specs.isEmpty() ? Optional.empty() : Optional.of(specs.get(index));
    }

    /** What is worth saying of an end beyond its code: who did not ask for it, and what the policy makes of it. */
    String remarks(LogEntry entry) {
        if (!(entry.event() instanceof ContainerEvent.ContainerExited exited)) {
            return "";
        }
        List<LogEntry> before = before(entry);
        boolean asked = asked(before);
        var remarks = new StringBuilder();
        if (exited.exitCode() > SIGNAL_BASE && !exited.oomKilled() && !asked) {
            remarks.append("; nobody asked this engine for it: it came from inside the container or from the host");
        }
        HostConfig host = hostConfig(before);
        if (host == null) {
            return remarks.toString();
        }
        if (exited.oomKilled() && host.resources().memoryBytes() > 0) {
            remarks.append("; the limit is ")
                    .append(Amounts.bytes(host.resources().memoryBytes()));
        }
        RestartPolicy policy = host.restartPolicy();
        boolean givenUp = policy.rule() == RestartPolicy.Rule.ON_FAILURE && exited.exitCode() != 0 && !asked;
        if (givenUp && !exited.restarting()) {
            remarks.append("; its restart policy on-failure:")
                    .append(policy.maximumRetryCount())
                    .append(" allows no further start");
        }
        return remarks.toString();
    }

    /** Whether anybody wanted the last run to end. */
    private static boolean asked(List<LogEntry> latestFirst) {
        for (LogEntry entry : latestFirst) {
            Event event = entry.event();
            if (event instanceof ContainerEvent.ContainerStarted) {
                return false;
            }
            boolean ends = event instanceof ContainerEvent.ContainerKillRequested
                    || event instanceof ContainerEvent.ContainerStopRequested
                    || event instanceof ContainerEvent.ContainerRemoveRequested
                    || event instanceof ContainerEvent.TaskShutDown
                    || event instanceof ContainerEvent.ContainerStartRequested again && again.restart();
            if (ends) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable HostConfig hostConfig(List<LogEntry> latestFirst) {
        for (LogEntry entry : latestFirst) {
            ContainerSpec spec = switch (entry.event()) {
                case ContainerEvent.ContainerDeclared declared -> declared.spec();
                case ContainerEvent.TaskPlaced placed -> placed.spec();
                default -> null;
            };
            if (spec != null) {
                return spec.hostConfig();
            }
        }
        return null;
    }
}
