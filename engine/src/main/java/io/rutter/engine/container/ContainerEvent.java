package io.rutter.engine.container;

import io.rutter.engine.container.spec.ContainerSpec;
import io.rutter.engine.container.spec.EndpointConfig;
import io.rutter.engine.container.spec.ExecConfig;
import io.rutter.engine.container.spec.Resources;
import io.rutter.engine.container.spec.RestartPolicy;
import io.rutter.engine.entity.Copy;
import io.rutter.engine.entity.Event;
import io.rutter.engine.id.ContainerId;
import io.rutter.engine.id.ImageId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has happened to a container. Kept for ever: fields are added with defaults, never renamed. */
public sealed interface ContainerEvent extends Event {
    record ContainerDeclared(
            ContainerId id,
            String name,
            ContainerSpec spec,
            ImageId imageId,
            List<MountPoint> mounts,
            String nodeId,
            @Nullable TaskOwner owner,
            Instant at)
            implements ContainerEvent {
        public ContainerDeclared {
            mounts = Copy.list(mounts);
        }
    }

    /**
     * A task waits for a node: it is new, or the reasons are.
     *
     * @param message one sentence of why
     * @param reasons what each sort of node answered, a line each
     */
    record TaskPending(
            ContainerId id,
            String name,
            String image,
            TaskOwner owner,
            String message,
            List<String> reasons,
            Instant at)
            implements ContainerEvent {
        public TaskPending {
            reasons = Copy.list(reasons);
        }
    }

    /** The waiting is over: the task has a node and is its container from now on. */
    record TaskPlaced(String nodeId, ContainerSpec spec, ImageId imageId, List<MountPoint> mounts, Instant at)
            implements ContainerEvent {
        public TaskPlaced {
            mounts = Copy.list(mounts);
        }
    }

    /** A node could not prepare the task: no such image, a mount that can't be made. */
    record TaskRejected(
            ContainerId id, String name, String image, TaskOwner owner, String nodeId, String message, Instant at)
            implements ContainerEvent {}

    /**
     * Its service no longer wants the task to run.
     *
     * @param reason in the words of the planner
     */
    record TaskShutDown(long generation, String signal, Duration grace, String reason, Instant at)
            implements ContainerEvent {}

    /** A run is wanted, with the addresses and ports it shall have. */
    record ContainerStartRequested(
            long generation,
            List<Endpoint> endpoints,
            List<PublishedPort> ports,
            boolean restart,
            @Nullable String signal,
            @Nullable Duration grace,
            Instant at)
            implements ContainerEvent {
        public ContainerStartRequested {
            endpoints = Copy.list(endpoints);
            ports = Copy.list(ports);
        }
    }

    record ContainerStarted(long generation, long run, long pid, Instant at) implements ContainerEvent {}

    /** @param fault null in what was written before it was told; the host's then */
    record ContainerStartFailed(
            long generation,
            long run,
            String message,
            int exitCode,
            @Nullable StartFault fault,
            Instant at) implements ContainerEvent {}

    /** It shall stop: signal, and SIGKILL after the grace; a negative grace waits for ever. */
    record ContainerStopRequested(long generation, String signal, Duration grace, Instant at)
            implements ContainerEvent {}

    /** A signal shall be sent, once. */
    record ContainerKillRequested(long generation, String signal, Instant at) implements ContainerEvent {}

    /**
     * The process ended.
     *
     * @param signalled last signal sent by a stop; 0 for none
     * @param restarting the agent starts it again by its policy
     */
    record ContainerExited(long run, int exitCode, boolean oomKilled, int signalled, boolean restarting, Instant at)
            implements ContainerEvent {}

    /** The host has let go of the last run's namespace, addresses and mounts. */
    record ContainerReleased(long run, Instant at) implements ContainerEvent {}

    record ContainerPauseRequested(long generation, Instant at) implements ContainerEvent {}

    record ContainerUnpauseRequested(long generation, Instant at) implements ContainerEvent {}

    record ContainerPaused(long run, Instant at) implements ContainerEvent {}

    record ContainerUnpaused(long run, Instant at) implements ContainerEvent {}

    /**
     * An image was made of its files.
     *
     * @param reference the image's new name; empty for none
     */
    record ContainerCommitted(ImageId imageId, String reference, String comment, Instant at)
            implements ContainerEvent {}

    record ContainerRenamed(String oldName, String name, Instant at) implements ContainerEvent {}

    record ContainerUpdated(long generation, Resources resources, RestartPolicy restartPolicy, Instant at)
            implements ContainerEvent {}

    record ContainerHealthChanged(String status, int failingStreak, String output, Instant at)
            implements ContainerEvent {}

    record ContainerConnected(
            long generation,
            EndpointConfig config,
            @Nullable Endpoint endpoint,
            String networkId,
            Instant at) implements ContainerEvent {}

    record ContainerDisconnected(long generation, String networkId, String networkName, Instant at)
            implements ContainerEvent {}

    /** The address of a network that was left is free again. */
    record ContainerEndpointReleased(String networkId, Instant at) implements ContainerEvent {}

    record ExecCreated(String execId, ExecConfig config, Instant at) implements ContainerEvent {}

    record ExecStarted(String execId, Instant at) implements ContainerEvent {}

    record ExecEnded(String execId, int exitCode, Instant at) implements ContainerEvent {}

    /** It shall be killed and then removed. */
    record ContainerRemoveRequested(long generation, boolean volumes, Instant at) implements ContainerEvent {}

    /**
     * It is gone for users; the host lets go of what is left of it.
     *
     * @param volumes names of anonymous volumes that go with it
     */
    record ContainerRemoved(List<String> volumes, Instant at) implements ContainerEvent {
        public ContainerRemoved {
            volumes = Copy.list(volumes);
        }
    }
}
