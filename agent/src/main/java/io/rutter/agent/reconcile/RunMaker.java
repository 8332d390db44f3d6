package io.rutter.agent.reconcile;

import io.rutter.agent.network.NetworkNamespace;
import io.rutter.agent.network.Placement;
import io.rutter.agent.runtime.RunKey;
import io.rutter.agent.runtime.RunOrder;
import io.rutter.agent.runtime.RunStamp;
import io.rutter.agent.runtime.StartResult;
import io.rutter.engine.assignment.ContainerAssignment;
import io.rutter.engine.assignment.ContainerOperations.RefusedException;
import io.rutter.engine.container.StartFault;
import io.rutter.engine.entity.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one run: files and network side by side, then the process, then its ports, and only then lets it go. */
final class RunMaker {
    private static final Logger LOG = LoggerFactory.getLogger(RunMaker.class);
    private static final int ENGINE_FAILED = 128;
    private static final String CONTAINER_MODE = "container:";

    private final NodeParts parts;
    private final MountHolds holds;
    private final LogIdentity log;
    private final Executor threads;
    private final Function<String, Optional<RunKey>> living;

    /** @param living the run of another container of this node that is up, by full id */
    RunMaker(
            NodeParts parts,
            MountHolds holds,
            LogIdentity log,
            Executor threads,
            Function<String, Optional<RunKey>> living) {
        this.parts = parts;
        this.holds = holds;
        this.log = log;
        this.threads = threads;
        this.living = living;
    }

    /** What came of it. */
    record Made(RunStamp stamp, StartResult result) {}

    /** @param created told once the process waits to be let go: whoever attaches does it now */
    Made make(ContainerAssignment assigned, Step.Start step, Consumer<RunKey> created) {
        String id = assigned.id().value();
        var stamp = new RunStamp(
                log.logId(),
                log.epoch(),
                id,
                assigned.incarnation(),
                step.generation(),
                step.run(),
                assigned.cause(),
                parts.logFile(id).toString());
        StartResult result = attempted(assigned, step, stamp, created);
        if (result instanceof StartResult.Failed) {
            clear(stamp);
        }
        return new Made(stamp, result);
    }

    private StartResult attempted(
            ContainerAssignment assigned, Step.Start step, RunStamp stamp, Consumer<RunKey> created) {
        try {
            return started(assigned, step, stamp, created);
        } catch (RefusedException refused) {
            return refused(refused.problem());
        } catch (IOException | RuntimeException broken) {
            LOG.warn("Run {} could not be made", stamp.key(), broken);
            return new StartResult.Failed(String.valueOf(broken.getMessage()), ENGINE_FAILED, StartFault.HOST);
        }
    }

    private static StartResult refused(Problem problem) {
        StartFault fault = switch (problem) {
            case Problem.Invalid _,
                    Problem.NotFound _,
                    Problem.Forbidden _,
                    Problem.Unauthorized _,
                    Problem.Missing _ -> StartFault.REQUEST;
            case Problem.Conflict _, Problem.NotModified _ -> StartFault.CONFLICT;
            case Problem.Busy _, Problem.Unavailable _, Problem.Broken _ -> StartFault.HOST;
        };
        return new StartResult.Failed(problem.message(), ENGINE_FAILED, fault);
    }

    /** What a failed run left, a process that was created and not let go among it. */
    private void clear(RunStamp stamp) {
        try {
            parts.runtime().delete(stamp.key());
        } catch (IOException | RuntimeException e) {
            LOG.warn("What run {} left is cleared at the next start of the engine", stamp.key(), e);
        }
    }

    private StartResult started(ContainerAssignment assigned, Step.Start step, RunStamp stamp, Consumer<RunKey> created)
            throws IOException {
        Placement placement = Placement.of(assigned);
        CompletableFuture<Optional<Path>> network = beside(() -> network(placement, step.again()));
        CompletableFuture<Optional<Problem>> ports = placement.ports().isEmpty()
                ? CompletableFuture.completedFuture(Optional.empty())
                : beside(() -> parts.network().publish(placement));
        try {
            return started(assigned, placement, stamp, network, ports, created);
        } finally {
            // whoever takes this run apart must find all that was made for it
            settle(network);
            settle(ports);
        }
    }

    private static void settle(CompletableFuture<?> work) {
        work.handle((_, _) -> true).join();
    }

    private StartResult started(
            ContainerAssignment assigned,
            Placement placement,
            RunStamp stamp,
            CompletableFuture<Optional<Path>> network,
            CompletableFuture<Optional<Problem>> ports,
            Consumer<RunKey> created)
            throws IOException {
        MountedFiles files = holds.forRun(assigned);
        var memory = new SharedMemory(parts);
        var writer = new EtcWriter(parts);
        var etc = writer.write(assigned, placement);
        var order = new RunOrder(
                stamp,
                assigned,
                files.rootfs(),
                joined(network),
                files.mounts(),
                etc,
                shared(assigned.spec().hostConfig().security().pidMode()),
                shared(assigned.spec().hostConfig().security().ipcMode()),
                memory.of(assigned),
                writer.hostname(assigned));
        StartResult result = parts.runtime().create(order);
        if (result instanceof StartResult.Failed) {
            return result;
        }
        Optional<Problem> taken = joined(ports);
        if (taken.isPresent()) {
            return refused(taken.get());
        }
        created.accept(stamp.key());
        return parts.runtime().start(stamp.key());
    }

    private Optional<Path> network(Placement placement, boolean again) throws IOException {
        Path kept = again ? parts.network().namespace(placement.containerId()).orElse(null) : null;
        if (kept != null) {
            return Optional.of(kept);
        }
        return switch (parts.network().prepare(placement)) {
            case NetworkNamespace.OwnNamespace own -> Optional.of(own.file());
            case NetworkNamespace.SharedNamespace shared -> Optional.of(shared.file());
            case NetworkNamespace.HostsNamespace _ -> Optional.empty();
        };
    }

    private Optional<RunKey> shared(String mode) throws RefusedException {
        if (!mode.startsWith(CONTAINER_MODE)) {
            return Optional.empty();
        }
        String other = mode.substring(CONTAINER_MODE.length());
        return Optional.of(living.apply(other)
                .orElseThrow(() -> new RefusedException(
                        new Problem.Conflict("cannot join namespace of a non running container: " + other))));
    }

    private <T> CompletableFuture<T> beside(Callable<T> work) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return work.call();
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                },
                threads);
    }

    private static <T> T joined(CompletableFuture<T> work) throws IOException {
        try {
            return work.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw e;
        }
    }
}
