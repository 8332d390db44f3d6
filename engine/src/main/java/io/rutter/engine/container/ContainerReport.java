package io.rutter.engine.container;

import io.rutter.engine.container.spec.Resources;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the node's agent saw of a container. Each says which run, or which generation of what is desired, it answers. */
public sealed interface ContainerReport {
    Instant at();

    record Started(long generation, long run, long pid, Instant at) implements ContainerReport {}

    /**
     * The process could not be started.
     *
     * @param exitCode 126 not executable, 127 not found, 128 anything else
     */
    record StartFailed(long generation, long run, String message, int exitCode, StartFault fault, Instant at)
            implements ContainerReport {}

    /**
     * The process ended.
     *
     * @param signalled the last signal sent by a stop, such as 9 after a stop's grace; 0 for none
     * @param restartInMillis when the agent will start it again by the policy; null when it will not
     */
    record Exited(
            long run,
            int exitCode,
            boolean oomKilled,
            int signalled,
            @Nullable Long restartInMillis,
            Instant at) implements ContainerReport {}

    /** Namespace, addresses and mounts of the last run are gone from the host. */
    record HostReleased(long run, Instant at) implements ContainerReport {}

    record Paused(long run, Instant at) implements ContainerReport {}

    record Unpaused(long run, Instant at) implements ContainerReport {}

    /** A signal was delivered, or could not be. */
    record Signalled(String signal, Instant at) implements ContainerReport {}

    /**
     * The host could not hold new limits of a running container.
     *
     * @param generation that asked for them
     * @param kept what it goes on with
     */
    record LimitsRefused(long generation, Resources kept, Instant at) implements ContainerReport {}

    record HealthSeen(long run, String status, int failingStreak, String output, Instant at)
            implements ContainerReport {}

    record ExecEnded(String execId, int exitCode, Instant at) implements ContainerReport {}

    /** A network was joined or left while it ran. */
    record EndpointReleased(String networkId, Instant at) implements ContainerReport {}
}
