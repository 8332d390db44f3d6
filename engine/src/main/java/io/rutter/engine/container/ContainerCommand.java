package io.rutter.engine.container;

import io.rutter.engine.claims.AddressPool;
import io.rutter.engine.container.spec.ContainerSpec;
import io.rutter.engine.container.spec.EndpointConfig;
import io.rutter.engine.container.spec.ExecConfig;
import io.rutter.engine.container.spec.Resources;
import io.rutter.engine.container.spec.RestartPolicy;
import io.rutter.engine.id.ContainerId;
import io.rutter.engine.id.ImageId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may be asked of a container. */
public sealed interface ContainerCommand {
    /** What can only be asked of a container that is there. Refuses: NotFound, where there is none. */
    sealed interface LiveCommand extends ContainerCommand {}

    /**
     * Brings a container into being, not yet running. A task that waits for a node has found it then.
     *
     * @param names tried in order; one for a name that a user chose
     * @param nodeId where it lives
     * @param uses what it keeps from being removed: volumes by name
     */
    record DeclareContainer(
            ContainerId id,
            List<String> names,
            ContainerSpec spec,
            ImageId imageId,
            List<MountPoint> mounts,
            String nodeId,
            @Nullable TaskOwner owner)
            implements ContainerCommand {
        public DeclareContainer {
            names = List.copyOf(names);
            mounts = List.copyOf(mounts);
        }
    }

    /**
     * Brings a task into being that no node takes now; one that waits already may have other reasons to.
     *
     * @param image as its service names it
     * @param message one sentence of why
     * @param reasons what each sort of node answered, a line each
     */
    record AwaitPlacement(
            ContainerId id, String name, String image, TaskOwner owner, String message, List<String> reasons)
            implements ContainerCommand {
        public AwaitPlacement {
            reasons = List.copyOf(reasons);
        }
    }

    /** Brings a task into being, or ends its waiting, that a node can't prepare. Another one takes its place. */
    record RejectTask(ContainerId id, String name, String image, TaskOwner owner, String nodeId, String message)
            implements ContainerCommand {}

    /** The service no longer wants its task to run: it stops by its own signal and grace. One that waits is removed. */
    record ShutDownTask(String reason) implements ContainerCommand {}

    /** Wants it running. Refuses: NotModified when it is, Conflict while it is being removed. */
    record StartContainer(List<EndpointPlan> endpoints, List<PortPlan> ports) implements LiveCommand {
        public StartContainer {
            endpoints = List.copyOf(endpoints);
            ports = List.copyOf(ports);
        }
    }

    /** A start was wanted that could not even be planned: why is told where people look for it. */
    record NoteStartRefused(String message) implements LiveCommand {}

    /** Wants it stopped: a signal, then SIGKILL when the grace is over; a negative grace waits for ever. */
    record StopContainer(@Nullable String signal, @Nullable Duration grace) implements LiveCommand {}

    /** Wants one more run, whether or not it is running. */
    record RestartContainer(
            @Nullable String signal, @Nullable Duration grace, List<EndpointPlan> endpoints, List<PortPlan> ports)
            implements LiveCommand {}

    /** Sends one signal, once. Refuses: Conflict when it is not running. */
    record KillContainer(String signal) implements LiveCommand {}

    record PauseContainer() implements LiveCommand {}

    record UnpauseContainer() implements LiveCommand {}

    record RenameContainer(String name) implements LiveCommand {}

    /**
     * An image was made of its files.
     *
     * @param reference the image's new name; empty for none
     */
    record NoteCommit(ImageId imageId, String reference, String comment) implements LiveCommand {}

    /** Other limits, another restart policy. */
    record UpdateContainer(Resources resources, @Nullable RestartPolicy restartPolicy) implements LiveCommand {}

    /**
     * Removes it, killing it first if forced.
     *
     * @param volumes whether its anonymous volumes go with it
     */
    record RemoveContainer(boolean force, boolean volumes) implements ContainerCommand {}

    /** Joins a network, now if it runs and else at its next start. */
    record ConnectContainer(EndpointConfig config, EndpointPlan plan) implements LiveCommand {}

    record DisconnectContainer(String networkId, String networkName, boolean force) implements LiveCommand {}

    /** Declares a command to be run inside, by a client. */
    record CreateExec(String execId, ExecConfig config) implements LiveCommand {}

    /** The command is being run; refused when it already has been. */
    record StartExec(String execId) implements LiveCommand {}

    /** What a node saw. Taken idempotently by (run, kind); what is older than what is known changes nothing. */
    record Report(ContainerReport report) implements ContainerCommand {}

    /**
     * A network to join, as the planner found it.
     *
     * @param wantedIpv4 null for any
     * @param macAddress null for one made from the address
     */
    record EndpointPlan(
            String networkId,
            String networkName,
            String endpointId,
            List<AddressPool> pools,
            @Nullable String wantedIpv4,
            String gateway,
            @Nullable String macAddress,
            List<String> aliases) {
        public EndpointPlan {
            pools = List.copyOf(pools);
            aliases = List.copyOf(aliases);
        }
    }

    /**
     * A port to publish; low = high = 0 for a random one.
     *
     * @param hostIp empty for every address of the host
     * @param hostHasIpv6 whether every address means those of IPv6 as well
     */
    record PortPlan(String protocol, int containerPort, String hostIp, int low, int high, boolean hostHasIpv6) {
        /** Of the host, for each of which it is published under the same number. */
        public List<String> addresses() {
            if (!hostIp.isEmpty()) {
                return List.of(hostIp);
            }
            return hostHasIpv6 ? List.of("0.0.0.0", "::") : List.of("0.0.0.0");
        }
    }
}
