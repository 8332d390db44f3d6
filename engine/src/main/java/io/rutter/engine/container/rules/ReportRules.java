package io.rutter.engine.container.rules;

import static io.rutter.engine.entity.Decision.accept;

import io.rutter.engine.container.ContainerEvent;
import io.rutter.engine.container.ContainerEvent.ContainerEndpointReleased;
import io.rutter.engine.container.ContainerEvent.ContainerExited;
import io.rutter.engine.container.ContainerEvent.ContainerHealthChanged;
import io.rutter.engine.container.ContainerEvent.ContainerPaused;
import io.rutter.engine.container.ContainerEvent.ContainerReleased;
import io.rutter.engine.container.ContainerEvent.ContainerRemoved;
import io.rutter.engine.container.ContainerEvent.ContainerStartFailed;
import io.rutter.engine.container.ContainerEvent.ContainerStarted;
import io.rutter.engine.container.ContainerEvent.ContainerUnpaused;
import io.rutter.engine.container.ContainerEvent.ContainerUpdated;
import io.rutter.engine.container.ContainerReport;
import io.rutter.engine.container.ContainerReport.EndpointReleased;
import io.rutter.engine.container.ContainerReport.ExecEnded;
import io.rutter.engine.container.ContainerReport.Exited;
import io.rutter.engine.container.ContainerReport.HealthSeen;
import io.rutter.engine.container.ContainerReport.HostReleased;
import io.rutter.engine.container.ContainerReport.LimitsRefused;
import io.rutter.engine.container.ContainerReport.Paused;
import io.rutter.engine.container.ContainerReport.Signalled;
import io.rutter.engine.container.ContainerReport.StartFailed;
import io.rutter.engine.container.ContainerReport.Started;
import io.rutter.engine.container.ContainerReport.Unpaused;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.LiveContainer.Phase;
import io.rutter.engine.container.LiveContainer.Run;
import io.rutter.engine.container.LiveContainer.Wanted;
import io.rutter.engine.entity.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a node reports becomes facts, once: the same report again, or an older one, changes nothing. */
record ReportRules(LiveContainer container) {
    Decision<ContainerEvent> take(ContainerReport report) {
        Run run = container.run();
        return switch (report) {
            case Started started when started.run() <= run.number() -> accept();
            case Started started ->
                accept(new ContainerStarted(started.generation(), started.run(), started.pid(), started.at()));
            case StartFailed failed when failed.run() <= run.number() -> accept();
            case StartFailed failed -> startFailed(failed);
            case Exited exited when exited.run() != run.number() || !container.isUp() -> accept();
            case Exited exited -> exited(exited);
            case HostReleased released -> released(released);
            case Paused paused
            when run.phase() == Phase.RUNNING -> accept(new ContainerPaused(paused.run(), paused.at()));
            case Unpaused unpaused
            when run.phase() == Phase.PAUSED -> accept(new ContainerUnpaused(unpaused.run(), unpaused.at()));
            case Paused _, Unpaused _, Signalled _ -> accept();
            case LimitsRefused refused when refused.generation() < container.generation() -> accept();
            case LimitsRefused refused ->
                accept(new ContainerUpdated(
                        container.generation() + 1,
                        refused.kept(),
                        container.spec().hostConfig().restartPolicy(),
                        refused.at()));
            case HealthSeen seen -> health(seen);
            case ExecEnded ended -> execEnded(ended);
            case EndpointReleased released ->
                container.leaving().stream().anyMatch(left -> left.networkId().equals(released.networkId()))
                        ? accept(new ContainerEndpointReleased(released.networkId(), released.at()))
                        : accept();
        };
    }

    private Decision<ContainerEvent> startFailed(StartFailed failed) {
        var fact = new ContainerStartFailed(
                failed.generation(), failed.run(), failed.message(), failed.exitCode(), failed.fault(), failed.at());
        return goes() ? accept(fact, removed(failed.at())) : accept(fact);
    }

    private Decision<ContainerEvent> exited(Exited exited) {
        Wanted wanted = container.desired().wanted();
        boolean again = exited.restartInMillis() != null && (wanted == Wanted.RUNNING || wanted == Wanted.PAUSED);
        boolean pendingStart =
                container.desired().startGeneration() > container.run().answered();
        var fact = new ContainerExited(
                exited.run(), exited.exitCode(), exited.oomKilled(), exited.signalled(), again, exited.at());
        return !again && !pendingStart && goes() ? accept(fact, removed(exited.at())) : accept(fact);
    }

    /** Whether the end of the process is the end of the container too. */
    private boolean goes() {
        return container.desired().wanted() == Wanted.REMOVED
                || container.spec().hostConfig().autoRemove();
    }

    private ContainerRemoved removed(Instant at) {
        boolean volumes = container.desired().removeVolumes()
                || container.spec().hostConfig().autoRemove()
                        && container.desired().wanted() != Wanted.REMOVED;
        List<String> gone = volumes ? LiveRules.anonymousVolumes(container) : List.of();
        return new ContainerRemoved(new ArrayList<>(gone), at);
    }

    private Decision<ContainerEvent> released(HostReleased released) {
        boolean idle =
                container.run().phase() == Phase.EXITED || container.run().phase() == Phase.CREATED;
        boolean holds =
                !container.endpoints().isEmpty() && idle || !container.leaving().isEmpty();
        return holds ? accept(new ContainerReleased(released.run(), released.at())) : accept();
    }

    private Decision<ContainerEvent> health(HealthSeen seen) {
        var known = container.health();
        boolean same = known != null && known.status().equals(seen.status());
        if (!container.isUp() || seen.run() != container.run().number() || same) {
            return accept();
        }
        return accept(new ContainerHealthChanged(seen.status(), seen.failingStreak(), seen.output(), seen.at()));
    }

    private Decision<ContainerEvent> execEnded(ExecEnded ended) {
        return container
                .exec(ended.execId())
                .filter(exec -> exec.exitCode() == null)
                .map(exec -> Decision.<ContainerEvent>accept(
                        new ContainerEvent.ExecEnded(ended.execId(), ended.exitCode(), ended.at())))
                .orElseGet(Decision::accept);
    }
}
