package io.rutter.engine.container;

import io.rutter.engine.claims.Claim;
import io.rutter.engine.container.spec.ContainerSpec;
import io.rutter.engine.container.spec.ExecConfig;
import io.rutter.engine.entity.Copy;
import io.rutter.engine.entity.Wire;
import io.rutter.engine.id.ContainerId;
import io.rutter.engine.id.ImageId;
import io.rutter.engine.id.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A container between its declaration and its removal.
 *
 * @param desired what is wanted of it
 * @param run what was last seen of its process
 * @param endpoints its places on networks: of the current run, or of the last one until the host has released them
 * @param ports its published ports while it runs
 * @param leaving endpoints it has left while running, not yet released by the host
 */
public record LiveContainer(
        ContainerId id,
        String name,
        ContainerSpec spec,
        ImageId imageId,
        List<MountPoint> mounts,
        String nodeId,
        @Nullable TaskOwner owner,
        Instant createdAt,
        Desired desired,
        Run run,
        List<Endpoint> endpoints,
        List<PublishedPort> ports,
        List<Endpoint> leaving,
        List<Exec> execs,
        @Nullable Health health)
        implements Container {
    public LiveContainer {
        mounts = Copy.list(mounts);
        endpoints = Copy.list(endpoints);
        ports = Copy.list(ports);
        leaving = Copy.list(leaving);
        execs = Copy.list(execs);
    }

    /** What can be wanted. */
    public enum Wanted {
        CREATED,
        RUNNING,
        PAUSED,
        STOPPED,
        REMOVED
    }

    /**
     * What is wanted.
     *
     * @param generation of what is desired
     * @param startGeneration generation of the last start or restart: a process stamped with an older one is not it
     * @param stopGeneration generation of the last stop, restart or removal: its signal is sent once
     * @param signal to stop with; null where no stop is under way
     * @param stopAsked whether the last stop was a user's: policies do not restart then
     * @param removeVolumes with {@code REMOVED}: whether anonymous volumes go too
     * @param kill the last signal to be sent once; null where none is
     * @param earlierKills those asked for before it, oldest first, which the host may not have sent yet
     */
    public record Desired(
            Wanted wanted,
            long generation,
            long startGeneration,
            long stopGeneration,
            @Nullable String signal,
            @Nullable Duration grace,
            boolean stopAsked,
            boolean removeVolumes,
            @Nullable PendingKill kill,
            List<PendingKill> earlierKills)
            implements Wire {
        public Desired {
            earlierKills = Copy.list(earlierKills);
        }

        /** Signals to be sent, in the order in which they were asked for; each signal is in it once. */
        public List<PendingKill> kills() {
            if (kill == null) {
                return earlierKills;
            }
            var all = new ArrayList<>(earlierKills);
            all.add(kill);
            return all;
        }

        /**
         * Another signal is asked for. One that was asked for before and may not have been sent yet is not sent twice, as a process
         * takes a signal once that is sent to it again before it looks.
         */
        public Desired alsoKill(PendingKill next, boolean asksForTheEnd) {
            var before = new ArrayList<>(kills());
            before.removeIf(other -> other.signal().equals(next.signal()));
            return new Desired(
                    wanted,
                    next.generation(),
                    startGeneration,
                    stopGeneration,
                    signal,
                    grace,
                    stopAsked || asksForTheEnd,
                    removeVolumes,
                    next,
                    before);
        }
    }

    /** A signal to be sent once, under the generation that asked for it. */
    public record PendingKill(long generation, String signal) implements Wire {}

    /** What is known of the process. */
    public enum Phase {
        CREATED,
        STARTING,
        RUNNING,
        PAUSED,
        RESTARTING,
        EXITED
    }

    /**
     * The last run.
     *
     * @param number 0 before the first
     * @param answered generation that the last report answered
     * @param restartCount restarts by policy since the last start
     * @param error one sentence; empty when all is well
     * @param fault whose fault the error is; null without one
     */
    public record Run(
            Phase phase,
            long number,
            long answered,
            long pid,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            int exitCode,
            boolean oomKilled,
            int restartCount,
            String error,
            @Nullable StartFault fault)
            implements Wire {
        public static final Run NONE = new Run(Phase.CREATED, 0, 0, 0, null, null, 0, false, 0, "", null);
    }

    /** A client's exec: created, running, or ended with its code. */
    public record Exec(
            String id,
            ExecConfig config,
            boolean started,
            @Nullable Integer exitCode) implements Wire {}

    /** Health as last changed. */
    public record Health(String status, int failingStreak, String output, Instant at) implements Wire {}

    @Override
    public boolean alive() {
        return true;
    }

    @Override
    public long generation() {
        return desired.generation();
    }

    /** Whether a process of it is alive, paused or not. */
    public boolean isUp() {
        return run.phase() == Phase.RUNNING || run.phase() == Phase.PAUSED;
    }

    public Optional<Exec> exec(String execId) {
        return execs.stream().filter(exec -> exec.id().equals(execId)).findFirst();
    }

    @Override
    public Set<Claim> claims() {
        var claims = new HashSet<Claim>();
        claims.add(new Claim.Name(Kind.CONTAINER, name));
        claims.add(new Claim.Use(Kind.IMAGE, imageId.value(), id.value()));
        Container.addresses(endpoints, claims);
        Container.addresses(leaving, claims);
        for (PublishedPort port : ports) {
            claims.add(new Claim.HostPort(nodeId, port.protocol(), port.hostIp(), port.hostPort()));
        }
        for (MountPoint mount : mounts) {
            if (!mount.name().isEmpty()) {
                claims.add(new Claim.Use(Kind.VOLUME, mount.name(), id.value()));
            }
        }
        // a network need not wait for tasks that are on their way out
        boolean leaves = owner != null && owner.shutDown();
        if (!leaves && (isUp() || run.phase() == Phase.STARTING || run.phase() == Phase.RESTARTING)) {
            endpoints.forEach(endpoint -> claims.add(new Claim.Use(Kind.NETWORK, endpoint.networkId(), name)));
        }
        if (owner != null && desired.wanted() != Wanted.STOPPED && desired.wanted() != Wanted.REMOVED) {
            claims.add(new Claim.Resources(
                    nodeId,
                    spec.hostConfig().resources().memoryReservationBytes(),
                    spec.hostConfig().resources().nanoCpus()));
        }
        return claims;
    }

    public LiveContainer withName(String newName) {
        return new LiveContainer(
                id, newName, spec, imageId, mounts, nodeId, owner, createdAt, desired, run, endpoints, ports, leaving,
                execs, health);
    }

    public LiveContainer withOwner(@Nullable TaskOwner newOwner) {
        return new LiveContainer(
                id, name, spec, imageId, mounts, nodeId, newOwner, createdAt, desired, run, endpoints, ports, leaving,
                execs, health);
    }

    public LiveContainer withSpec(ContainerSpec newSpec) {
        return new LiveContainer(
                id, name, newSpec, imageId, mounts, nodeId, owner, createdAt, desired, run, endpoints, ports, leaving,
                execs, health);
    }

    public LiveContainer withDesired(Desired newDesired) {
        return new LiveContainer(
                id,
                name,
                spec,
                imageId,
                mounts,
                nodeId,
                owner,
                createdAt,
                newDesired,
                run,
                endpoints,
                ports,
                leaving,
                execs,
                health);
    }

    public LiveContainer withRun(Run newRun) {
        return new LiveContainer(
                id, name, spec, imageId, mounts, nodeId, owner, createdAt, desired, newRun, endpoints, ports, leaving,
                execs, health);
    }

    public LiveContainer withNetwork(
            List<Endpoint> newEndpoints, List<PublishedPort> newPorts, List<Endpoint> newLeaving) {
        return new LiveContainer(
                id,
                name,
                spec,
                imageId,
                mounts,
                nodeId,
                owner,
                createdAt,
                desired,
                run,
                newEndpoints,
                newPorts,
                newLeaving,
                execs,
                health);
    }

    public LiveContainer withExecs(List<Exec> newExecs) {
        return new LiveContainer(
                id, name, spec, imageId, mounts, nodeId, owner, createdAt, desired, run, endpoints, ports, leaving,
                newExecs, health);
    }

    public LiveContainer withHealth(@Nullable Health newHealth) {
        return new LiveContainer(
                id, name, spec, imageId, mounts, nodeId, owner, createdAt, desired, run, endpoints, ports, leaving,
                execs, newHealth);
    }
}
