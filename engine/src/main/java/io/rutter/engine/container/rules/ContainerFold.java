package io.rutter.engine.container.rules;

import io.rutter.engine.container.Container;
import io.rutter.engine.container.Container.NoContainer;
import io.rutter.engine.container.Container.RemovedContainer;
import io.rutter.engine.container.ContainerEvent;
import io.rutter.engine.container.ContainerEvent.ContainerCommitted;
import io.rutter.engine.container.ContainerEvent.ContainerConnected;
import io.rutter.engine.container.ContainerEvent.ContainerDeclared;
import io.rutter.engine.container.ContainerEvent.ContainerDisconnected;
import io.rutter.engine.container.ContainerEvent.ContainerEndpointReleased;
import io.rutter.engine.container.ContainerEvent.ContainerExited;
import io.rutter.engine.container.ContainerEvent.ContainerHealthChanged;
import io.rutter.engine.container.ContainerEvent.ContainerKillRequested;
import io.rutter.engine.container.ContainerEvent.ContainerPauseRequested;
import io.rutter.engine.container.ContainerEvent.ContainerPaused;
import io.rutter.engine.container.ContainerEvent.ContainerReleased;
import io.rutter.engine.container.ContainerEvent.ContainerRemoveRequested;
import io.rutter.engine.container.ContainerEvent.ContainerRemoved;
import io.rutter.engine.container.ContainerEvent.ContainerRenamed;
import io.rutter.engine.container.ContainerEvent.ContainerStartFailed;
import io.rutter.engine.container.ContainerEvent.ContainerStartRequested;
import io.rutter.engine.container.ContainerEvent.ContainerStarted;
import io.rutter.engine.container.ContainerEvent.ContainerStopRequested;
import io.rutter.engine.container.ContainerEvent.ContainerUnpauseRequested;
import io.rutter.engine.container.ContainerEvent.ContainerUnpaused;
import io.rutter.engine.container.ContainerEvent.ContainerUpdated;
import io.rutter.engine.container.ContainerEvent.ExecCreated;
import io.rutter.engine.container.ContainerEvent.ExecEnded;
import io.rutter.engine.container.ContainerEvent.ExecStarted;
import io.rutter.engine.container.ContainerEvent.TaskPending;
import io.rutter.engine.container.ContainerEvent.TaskPlaced;
import io.rutter.engine.container.ContainerEvent.TaskRejected;
import io.rutter.engine.container.ContainerEvent.TaskShutDown;
import io.rutter.engine.container.Endpoint;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.LiveContainer.Desired;
import io.rutter.engine.container.LiveContainer.Exec;
import io.rutter.engine.container.LiveContainer.Health;
import io.rutter.engine.container.LiveContainer.Run;
import io.rutter.engine.container.LiveContainer.Wanted;
import io.rutter.engine.container.WaitingTask;
import io.rutter.engine.container.spec.ContainerSpec;
import io.rutter.engine.container.spec.EndpointConfig;
import io.rutter.engine.container.spec.HostConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the facts of a container amount to. */
final class ContainerFold {
    private static final int ENDED_EXECS_KEPT = 8;

    private ContainerFold() {}

    static Container evolve(Container state, ContainerEvent event) {
        if (event instanceof ContainerDeclared declared) {
            return declared(declared);
        }
        if (event instanceof TaskPending pending) {
            return pending(state, pending);
        }
        if (event instanceof TaskRejected rejected) {
            return rejected(state, rejected);
        }
        return switch (state) {
            case WaitingTask waiting -> waiting(waiting, event);
            case LiveContainer live -> live(live, event);
            case RemovedContainer removed -> removed(removed, event);
            case NoContainer none -> none;
        };
    }

    private static Container pending(Container was, TaskPending pending) {
        Instant createdAt = was instanceof WaitingTask waiting ? waiting.createdAt() : pending.at();
        return new WaitingTask(
                pending.id(),
                pending.name(),
                pending.image(),
                pending.owner(),
                "",
                pending.message(),
                pending.reasons(),
                false,
                createdAt,
                pending.at());
    }

    private static Container rejected(Container was, TaskRejected rejected) {
        Instant createdAt = was instanceof WaitingTask waiting ? waiting.createdAt() : rejected.at();
        return new WaitingTask(
                rejected.id(),
                rejected.name(),
                rejected.image(),
                rejected.owner(),
                rejected.nodeId(),
                rejected.message(),
                List.of(rejected.message()),
                true,
                createdAt,
                rejected.at());
    }

    private static Container waiting(WaitingTask task, ContainerEvent event) {
        return switch (event) {
            case TaskPlaced placed -> placed(task, placed);
            case ContainerRemoved _ -> new NoContainer();
            case ContainerDeclared _,
                    TaskPending _,
                    TaskRejected _,
                    TaskShutDown _,
                    ContainerStartRequested _,
                    ContainerStarted _,
                    ContainerStartFailed _,
                    ContainerStopRequested _,
                    ContainerKillRequested _,
                    ContainerExited _,
                    ContainerReleased _,
                    ContainerPauseRequested _,
                    ContainerUnpauseRequested _,
                    ContainerPaused _,
                    ContainerUnpaused _,
                    ContainerCommitted _,
                    ContainerRenamed _,
                    ContainerUpdated _,
                    ContainerHealthChanged _,
                    ContainerConnected _,
                    ContainerDisconnected _,
                    ContainerEndpointReleased _,
                    ExecCreated _,
                    ExecStarted _,
                    ExecEnded _,
                    ContainerRemoveRequested _ -> task;
        };
    }

    private static LiveContainer placed(WaitingTask task, TaskPlaced placed) {
        return declared(new ContainerDeclared(
                task.id(),
                task.name(),
                placed.spec(),
                placed.imageId(),
                placed.mounts(),
                placed.nodeId(),
                task.owner(),
                task.createdAt()));
    }

    /** With the host's release nothing is left of it: an id of a container never comes back. */
    private static Container removed(RemovedContainer removed, ContainerEvent event) {
        return event instanceof ContainerReleased ? new NoContainer() : removed;
    }

    private static LiveContainer declared(ContainerDeclared declared) {
        return new LiveContainer(
                declared.id(),
                declared.name(),
                declared.spec(),
                declared.imageId(),
                declared.mounts(),
                declared.nodeId(),
                declared.owner(),
                declared.at(),
                new Desired(Wanted.CREATED, 1, 0, 0, null, null, false, false, null, List.of()),
                Run.NONE,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null);
    }

    private static Container live(LiveContainer was, ContainerEvent event) {
        return switch (event) {
            case ContainerDeclared _ -> was;
            case TaskPending _ -> was;
            case TaskPlaced _ -> was;
            case TaskRejected _ -> was;
            case TaskShutDown shut -> RunFold.shutDown(was, shut);
            case ContainerStartRequested wanted -> RunFold.startRequested(was, wanted);
            case ContainerStarted started -> RunFold.started(was, started);
            case ContainerStartFailed failed -> RunFold.startFailed(was, failed);
            case ContainerStopRequested stop -> RunFold.stopRequested(was, stop);
            case ContainerKillRequested kill -> RunFold.killRequested(was, kill);
            case ContainerExited exited -> RunFold.exited(was, exited);
            case ContainerReleased _ -> RunFold.released(was);
            case ContainerPauseRequested pause -> RunFold.wanted(was, Wanted.PAUSED, pause.generation());
            case ContainerUnpauseRequested unpause -> RunFold.wanted(was, Wanted.RUNNING, unpause.generation());
            case ContainerPaused _ -> RunFold.phase(was, LiveContainer.Phase.PAUSED);
            case ContainerUnpaused _ -> RunFold.phase(was, LiveContainer.Phase.RUNNING);
            case ContainerCommitted _ -> was;
            case ContainerRenamed renamed -> was.withName(renamed.name());
            case ContainerUpdated updated -> updated(was, updated);
            case ContainerHealthChanged health ->
                was.withHealth(new Health(health.status(), health.failingStreak(), health.output(), health.at()));
            case ContainerConnected joined -> connected(was, joined);
            case ContainerDisconnected left -> disconnected(was, left);
            case ContainerEndpointReleased released -> endpointReleased(was, released.networkId());
            case ExecCreated created -> execCreated(was, created);
            case ExecStarted started -> exec(was, started.execId(), true, null);
            case ExecEnded ended -> exec(was, ended.execId(), true, ended.exitCode());
            case ContainerRemoveRequested remove -> RunFold.removeRequested(was, remove);
            case ContainerRemoved removed -> removed(was, removed);
        };
    }

    private static RemovedContainer removed(LiveContainer was, ContainerRemoved removed) {
        return new RemovedContainer(
                was.id().value(),
                was.nodeId(),
                both(was.endpoints(), was.leaving()),
                removed.volumes(),
                was.run(),
                true);
    }

    private static LiveContainer endpointReleased(LiveContainer was, String networkId) {
        List<Endpoint> leaving = was.leaving().stream()
                .filter(endpoint -> !endpoint.networkId().equals(networkId))
                .toList();
        return was.withNetwork(was.endpoints(), was.ports(), leaving);
    }

    private static List<Endpoint> both(List<Endpoint> first, List<Endpoint> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static LiveContainer updated(LiveContainer was, ContainerUpdated updated) {
        HostConfig host = was.spec().hostConfig();
        var changed = new ContainerSpec(
                was.spec().config(),
                host.withLimits(updated.resources(), updated.restartPolicy()),
                was.spec().endpoints(),
                was.spec().platform());
        return was.withSpec(changed).withDesired(RunFold.generation(was.desired(), updated.generation()));
    }

    private static LiveContainer connected(LiveContainer was, ContainerConnected joined) {
        var configs = new ArrayList<>(was.spec().endpoints());
        configs.add(joined.config());
        var endpoints = new ArrayList<>(was.endpoints());
        if (joined.endpoint() != null) {
            endpoints.add(joined.endpoint());
        }
        return was.withSpec(new ContainerSpec(
                        was.spec().config(),
                        was.spec().hostConfig(),
                        configs,
                        was.spec().platform()))
                .withNetwork(endpoints, was.ports(), was.leaving())
                .withDesired(RunFold.generation(was.desired(), joined.generation()));
    }

    private static LiveContainer disconnected(LiveContainer was, ContainerDisconnected left) {
        List<EndpointConfig> configs = was.spec().endpoints().stream()
                .filter(config -> !config.network().equals(left.networkId())
                        && !config.network().equals(left.networkName()))
                .toList();
        var leaving = new ArrayList<>(was.leaving());
        var staying = new ArrayList<Endpoint>();
        for (Endpoint endpoint : was.endpoints()) {
            (endpoint.networkId().equals(left.networkId()) ? leaving : staying).add(endpoint);
        }
        return was.withSpec(new ContainerSpec(
                        was.spec().config(),
                        was.spec().hostConfig(),
                        configs,
                        was.spec().platform()))
                .withNetwork(staying, was.ports(), leaving)
                .withDesired(RunFold.generation(was.desired(), left.generation()));
    }

    private static LiveContainer execCreated(LiveContainer was, ExecCreated created) {
        var execs = new ArrayList<>(was.execs());
        long ended = execs.stream().filter(exec -> exec.exitCode() != null).count();
        if (ended > ENDED_EXECS_KEPT) {
            execs.stream().filter(exec -> exec.exitCode() != null).findFirst().ifPresent(execs::remove);
        }
        execs.add(new Exec(created.execId(), created.config(), false, null));
        return was.withExecs(execs);
    }

    private static LiveContainer exec(
            LiveContainer was, String id, boolean started, @org.jspecify.annotations.Nullable Integer exitCode) {
        return was.withExecs(was.execs().stream()
                .map(exec -> exec.id().equals(id) ? new Exec(id, exec.config(), started, exitCode) : exec)
                .toList());
    }
}
