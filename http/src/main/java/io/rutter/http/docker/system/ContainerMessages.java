package io.rutter.http.docker.system;

import io.rutter.engine.container.ContainerEvent;
import io.rutter.engine.container.Endpoint;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.LiveContainer.Desired;
import io.rutter.engine.container.LiveContainer.Phase;
import io.rutter.engine.container.LiveContainer.Wanted;
import io.rutter.engine.container.MountPoint;
import io.rutter.engine.container.spec.ExecConfig;
import io.rutter.engine.entity.State;
import io.rutter.http.docker.container.body.Signals;
import io.rutter.http.docker.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Docker's messages about a container. Their order is a contract: a start is network connects, volume mounts, start; an end is
 * kill, die, network disconnects, volume unmounts, stop, destroy.
 */
final class ContainerMessages {
    private static final Duration LATE = Duration.ofSeconds(5);
    private static final int SIGKILL = 9;

    private final String id;
    private final @Nullable LiveContainer before;
    private final Surroundings around;
    private final Instant recordedAt;
    private final List<DockerMessage> messages = new ArrayList<>();

    ContainerMessages(String id, State before, Surroundings around, Instant recordedAt) {
        this.id = id;
        this.before = before instanceof LiveContainer live ? live : null;
        this.around = around;
        this.recordedAt = recordedAt;
    }

    List<DockerMessage> of(ContainerEvent event) {
        if (event instanceof ContainerEvent.ContainerDeclared declared) {
            return List.of(created(declared));
        }
        if (before != null) {
            tell(before, event);
        }
        return messages;
    }

    private DockerMessage created(ContainerEvent.ContainerDeclared declared) {
        var attributes = new HashMap<>(declared.spec().config().labels());
        attributes.put("image", declared.spec().config().image());
        attributes.put("name", declared.name());
        return new DockerMessage("container", "create", id, attributes, "local");
    }

    private void tell(LiveContainer was, ContainerEvent event) {
        switch (event) {
            case ContainerEvent.ContainerStartRequested wanted -> startRequested(was, wanted);
            case ContainerEvent.ContainerStarted started -> started(was, started);
            case ContainerEvent.ContainerStartFailed failed -> startFailed(was, failed);
            case ContainerEvent.ContainerStopRequested stop -> stopRequested(was, stop);
            case ContainerEvent.ContainerKillRequested kill -> killRequested(was, kill);
            case ContainerEvent.ContainerRemoveRequested _ -> kill(was, "SIGKILL");
            case ContainerEvent.ContainerExited exited -> exited(was, exited);
            case ContainerEvent.ContainerPaused _ -> add(was, "pause");
            case ContainerEvent.ContainerUnpaused _ -> add(was, "unpause");
            case ContainerEvent.ContainerCommitted made -> add(was, "commit", committed(made));
            case ContainerEvent.ContainerRenamed renamed ->
                add(was, "rename", Map.of("name", renamed.name(), "oldName", "/" + renamed.oldName()));
            case ContainerEvent.ContainerUpdated _ -> add(was, "update");
            case ContainerEvent.ContainerHealthChanged health -> health(was, health.status());
            case ContainerEvent.ContainerConnected joined -> joined(joined.endpoint());
            case ContainerEvent.ContainerDisconnected left ->
                network("disconnect", left.networkId(), left.networkName());
            case ContainerEvent.ExecCreated created ->
                add(was, "exec_create: " + command(created.config()), Map.of("execID", created.execId()));
            case ContainerEvent.ExecStarted started -> execStarted(was, started.execId());
            case ContainerEvent.ExecEnded ended ->
                add(was, "exec_die", Map.of("execID", ended.execId(), "exitCode", Integer.toString(ended.exitCode())));
            case ContainerEvent.ContainerRemoved _ -> add(was, "destroy");
            // what the host did on the way, and what a task waits for, Docker does not tell
            case ContainerEvent.ContainerDeclared _,
                    ContainerEvent.TaskPending _,
                    ContainerEvent.TaskPlaced _,
                    ContainerEvent.TaskRejected _,
                    ContainerEvent.TaskShutDown _,
                    ContainerEvent.ContainerReleased _,
                    ContainerEvent.ContainerPauseRequested _,
                    ContainerEvent.ContainerUnpauseRequested _,
                    ContainerEvent.ContainerEndpointReleased _ -> {}
        }
    }

    private void health(LiveContainer was, String status) {
        if (!status.equals("starting")) {
            add(was, "health_status: " + status);
        }
    }

    /** One that does not run joins at its next start. */
    private void joined(@Nullable Endpoint endpoint) {
        if (endpoint != null) {
            network("connect", endpoint);
        }
    }

    private static Map<String, String> committed(ContainerEvent.ContainerCommitted made) {
        return Map.of("comment", made.comment(), "imageID", made.imageId().value(), "imageRef", made.reference());
    }

    private void startRequested(LiveContainer was, ContainerEvent.ContainerStartRequested wanted) {
        if (wanted.restart() && was.isUp() && wanted.signal() != null) {
            kill(was, wanted.signal());
        }
    }

    private void started(LiveContainer was, ContainerEvent.ContainerStarted started) {
        connected(was);
        for (MountPoint mount : was.mounts()) {
            if (!mount.name().isEmpty()) {
                volume(
                        "mount",
                        mount.name(),
                        Map.of(
                                "container", id,
                                "destination", mount.destination(),
                                "driver", "local",
                                "propagation", mount.propagation(),
                                "read/write", Boolean.toString(mount.readWrite())));
            }
        }
        add(was, "start");
        Desired desired = was.desired();
        boolean restarted = desired.signal() != null
                && desired.wanted() == Wanted.RUNNING
                && started.generation() == desired.startGeneration()
                && was.run().answered() < desired.startGeneration();
        if (restarted) {
            add(was, "restart");
        }
    }

    /** A start that could not even be planned has joined no network. */
    private void startFailed(LiveContainer was, ContainerEvent.ContainerStartFailed failed) {
        if (failed.run() > was.run().number()) {
            connected(was);
            was.endpoints().forEach(endpoint -> network("disconnect", endpoint));
        }
    }

    private void connected(LiveContainer was) {
        was.endpoints().forEach(endpoint -> network("connect", endpoint));
    }

    private void stopRequested(LiveContainer was, ContainerEvent.ContainerStopRequested stop) {
        if (was.run().phase() == Phase.RESTARTING) {
            add(was, "stop");
        } else if (was.isUp()) {
            kill(was, stop.signal());
        }
    }

    /** What waits for its next run gets no signal. */
    private void killRequested(LiveContainer was, ContainerEvent.ContainerKillRequested kill) {
        if (was.isUp()) {
            kill(was, kill.signal());
        }
    }

    private void kill(LiveContainer was, String signal) {
        add(was, "kill", Map.of("signal", Integer.toString(number(signal))));
    }

    private static int number(String signal) {
        return Signals.number(signal).orElse(0);
    }

    private void exited(LiveContainer was, ContainerEvent.ContainerExited exited) {
        Desired desired = was.desired();
        String asked = desired.signal();
        boolean graceOver = exited.signalled() == SIGKILL
                && desired.wanted() != Wanted.REMOVED
                && asked != null
                && number(asked) != SIGKILL;
        if (graceOver) {
            kill(was, "SIGKILL");
        }
        if (exited.oomKilled()) {
            add(was, "oom");
        }
        die(was, exited);
        was.endpoints().forEach(endpoint -> network("disconnect", endpoint));
        for (MountPoint mount : was.mounts()) {
            if (!mount.name().isEmpty()) {
                volume("unmount", mount.name(), Map.of("container", id, "driver", "local"));
            }
        }
        boolean restartAsked = desired.startGeneration() > was.run().answered();
        if (desired.wanted() == Wanted.STOPPED || restartAsked) {
            add(was, "stop");
        }
    }

    /** One that was noticed late, when the engine was back, has its true time with it. */
    private void die(LiveContainer was, ContainerEvent.ContainerExited exited) {
        var attributes = new HashMap<String, String>();
        attributes.put("exitCode", Integer.toString(exited.exitCode()));
        attributes.put("execDuration", Long.toString(seconds(was.run().startedAt(), exited.at())));
        if (Duration.between(exited.at(), recordedAt).compareTo(LATE) > 0) {
            attributes.put("diedAt", Json.time(exited.at()));
        }
        add(was, "die", attributes);
    }

    private static long seconds(@Nullable Instant start, Instant end) {
        return start == null ? 0 : Math.max(0, Duration.between(start, end).toSeconds());
    }

    private void execStarted(LiveContainer was, String execId) {
        was.exec(execId).ifPresent(exec -> add(was, "exec_start: " + command(exec.config()), Map.of("execID", execId)));
    }

    /** Docker puts a space behind the program even where nothing follows. */
    private static String command(ExecConfig config) {
        List<String> cmd = config.cmd();
        return cmd.getFirst() + " " + String.join(" ", cmd.subList(1, cmd.size()));
    }

    private void add(LiveContainer was, String action) {
        add(was, action, Map.of());
    }

    private void add(LiveContainer was, String action, Map<String, String> more) {
        var attributes = new HashMap<>(was.spec().config().labels());
        attributes.put("image", was.spec().config().image());
        attributes.put("name", was.name());
        attributes.putAll(more);
        messages.add(new DockerMessage("container", action, id, attributes, "local"));
    }

    private void network(String action, Endpoint endpoint) {
        network(action, endpoint.networkId(), endpoint.networkName());
    }

    private void network(String action, String networkId, String name) {
        messages.add(new DockerMessage(
                "network",
                action,
                networkId,
                Map.of("container", id, "name", name, "type", around.networkDriver(networkId)),
                "local"));
    }

    private void volume(String action, String name, Map<String, String> attributes) {
        messages.add(new DockerMessage("volume", action, name, attributes, "local"));
    }
}
