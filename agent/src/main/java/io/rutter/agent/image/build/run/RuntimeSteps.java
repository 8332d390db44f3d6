package io.rutter.agent.image.build.run;

import io.rutter.agent.image.build.run.StepNetwork.Place;
import io.rutter.agent.image.files.Trees;
import io.rutter.agent.runtime.RunExit;
import io.rutter.agent.runtime.RunKey;
import io.rutter.agent.runtime.RunOrder;
import io.rutter.agent.runtime.RunStamp;
import io.rutter.agent.runtime.Runtime;
import io.rutter.agent.runtime.StartResult;
import io.rutter.engine.assignment.ContainerOperations.RefusedException;
import io.rutter.engine.assignment.IoStreams;
import io.rutter.engine.assignment.IoStreams.Chunk;
import io.rutter.engine.entity.Problem;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Build steps run as containers are, with the same confinement, by a runtime of their own: nobody else looks after them, and one
 * that an engine left behind is ended by the next.
 */
public final class RuntimeSteps implements StepRunner {
    private static final Logger LOG = LoggerFactory.getLogger(RuntimeSteps.class);
    private static final long FIRST_RUN = 1;
    /** How long a process that has closed its output may take to be reported as ended. */
    private static final long EXIT_WAIT_SECONDS = 30;

    private final Runtime runtime;
    private final StepNetwork network;
    private final Path place;
    private final Map<RunKey, CompletableFuture<RunExit>> ends = new ConcurrentHashMap<>();

    /**
     * Ends what an earlier engine left.
     *
     * @param runtime for build steps only
     * @param place folder for logs and files under /etc
     */
    public RuntimeSteps(Runtime runtime, StepNetwork network, Path place) throws IOException {
        this.runtime = runtime;
        this.network = network;
        this.place = place;
        runtime.onExit(exit -> ends.computeIfAbsent(exit.stamp().key(), _ -> new CompletableFuture<>())
                .complete(exit));
        for (RunStamp left : runtime.stamps()) {
            end(left);
        }
        Trees.remove(place);
    }

    /** One that does not end keeps neither builds nor the engine from starting. */
    private void end(RunStamp left) {
        try {
            runtime.adopt(runtime.look(left));
            runtime.delete(left.key());
            network.close(left.containerId());
        } catch (IOException | RuntimeException e) {
            LOG.warn("Build step {} of an earlier engine is ended at the next start", left.containerId(), e);
        }
    }

    @Override
    public int run(StepProcess process, Consumer<Chunk> output) throws IOException {
        Path home = Files.createDirectories(place.resolve(process.id()));
        RunKey key = new RunKey(process.id(), FIRST_RUN);
        try {
            Place at = network.open(
                    process.id(), process.networkMode(), process.limits().extraHosts());
            return run(order(process, at, home), key, output);
        } finally {
            forget(key, home);
        }
    }

    private int run(RunOrder order, RunKey key, Consumer<Chunk> output) throws IOException {
        if (runtime.create(order) instanceof StartResult.Failed failed) {
            throw new RefusedException(new Problem.Invalid(failed.message()));
        }
        try (IoStreams streams = runtime.attach(key, false, true)) {
            if (runtime.start(key) instanceof StartResult.Failed failed) {
                throw new RefusedException(new Problem.Invalid(failed.message()));
            }
            for (Chunk chunk = streams.next(); chunk != null; chunk = streams.next()) {
                output.accept(chunk);
                if (Thread.interrupted()) {
                    throw new InterruptedIOException("the build was left");
                }
            }
        }
        return exit(key);
    }

    private int exit(RunKey key) throws IOException {
        try {
            return ends.computeIfAbsent(key, _ -> new CompletableFuture<>())
                    .get(EXIT_WAIT_SECONDS, TimeUnit.SECONDS)
                    .exitCode();
        } catch (InterruptedException e) {
            throw new InterruptedIOException("the build was left");
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the end of build step " + key.containerId() + " was not reported", e);
        }
    }

    private void forget(RunKey key, Path home) {
        // an interrupt has done its work by now; what follows must not be cut short by it
        boolean interrupted = Thread.interrupted();
        try {
            runtime.delete(key);
            network.close(key.containerId());
            Trees.remove(home);
        } catch (IOException e) {
            LOG.warn(
                    "Build step {} was not cleared away whole; the next start of the engine does it",
                    key.containerId(),
                    e);
        } finally {
            ends.remove(key);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RunOrder order(StepProcess process, Place at, Path home) throws IOException {
        String logFile = home.resolve("output.log").toString();
        RunStamp stamp = new RunStamp("build", 0, process.id(), 1, 1, FIRST_RUN, 0, logFile);
        return new RunOrder(
                stamp,
                StepAssignment.of(process),
                process.rootfs(),
                at.namespace(),
                List.of(),
                StepFiles.write(at.etc(), home),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                process.id().substring(0, 12));
    }
}
