package io.rutter.agent.image.build.run;

import io.rutter.engine.assignment.IoStreams.Chunk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Runs a build step's process in a root filesystem. */
@FunctionalInterface
public interface StepRunner {
    /**
     * Runs until it ends. Blocks; an interrupt kills the process.
     *
     * @return exit code, 128 and the signal when one killed it
     * @throws io.rutter.engine.assignment.ContainerOperations.RefusedException when it could not be started, in Docker's words
     */
    int run(StepProcess process, Consumer<Chunk> output) throws IOException;

    /**
     * What to run.
     *
     * @param id 64 hexadecimal digits, new for each
     * @param rootfs mounted
     * @param environment {@code name=value}
     * @param user as in an image: name or number, perhaps with a group; empty for root
     * @param networkMode {@code none}, {@code host}, {@code default}
     */
    record StepProcess(
            String id,
            Path rootfs,
            List<String> arguments,
            List<String> environment,
            String user,
            String workingDir,
            String networkMode,
            StepLimits limits) {
        public StepProcess {
            arguments = List.copyOf(arguments);
            environment = List.copyOf(environment);
        }
    }

    /** What a step may use; 0 and empty for no limit. Source: Docker Engine API 1.51, ImageBuild. */
    record StepLimits(
            long memoryBytes,
            long memorySwapBytes,
            long cpuShares,
            long cpuQuotaMicros,
            long cpuPeriodMicros,
            String cpusetCpus,
            long shmSizeBytes,
            List<String> extraHosts) {
        public StepLimits {
            extraHosts = List.copyOf(extraHosts);
        }
    }
}
