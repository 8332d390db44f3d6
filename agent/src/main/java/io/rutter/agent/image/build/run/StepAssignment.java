package io.rutter.agent.image.build.run;

import io.rutter.engine.assignment.ContainerAssignment;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.spec.BlockLimits;
import io.rutter.engine.container.spec.ContainerConfig;
import io.rutter.engine.container.spec.ContainerSpec;
import io.rutter.engine.container.spec.HostConfig;
import io.rutter.engine.container.spec.NetworkSetup;
import io.rutter.engine.container.spec.Resources;
import io.rutter.engine.container.spec.RestartPolicy;
import io.rutter.engine.container.spec.Security;
import io.rutter.engine.id.ContainerId;
import io.rutter.engine.id.ImageId;
import java.util.List;
import java.util.Map;

/** A build step as a container that the log does not know, with Docker's defaults for all that a step cannot say. */
final class StepAssignment {
    private static final ImageId UNNAMED = new ImageId("sha256:" + "0".repeat(64));

    private StepAssignment() {}

    static ContainerAssignment of(StepRunner.StepProcess process) {
        return new ContainerAssignment(
                new ContainerId(process.id()),
                1,
                0,
                "build-" + process.id().substring(0, 12),
                new ContainerSpec(config(process), hostConfig(process), List.of(), ""),
                UNNAMED,
                List.of(),
                new LiveContainer.Desired(
                        LiveContainer.Wanted.RUNNING, 1, 1, 0, null, null, false, false, null, List.of()),
                LiveContainer.Run.NONE,
                List.of(),
                List.of(),
                List.of(),
                "",
                List.of());
    }

    private static ContainerConfig config(StepRunner.StepProcess process) {
        return ContainerConfig.of(
                "", List.of(), process.arguments(), process.environment(), process.user(), process.workingDir());
    }

    private static HostConfig hostConfig(StepRunner.StepProcess process) {
        return new HostConfig(
                resources(process.limits()),
                Security.DEFAULT,
                NetworkSetup.of(process.networkMode()),
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                "",
                RestartPolicy.NEVER,
                false,
                HostConfig.LogConfig.DEFAULT,
                process.limits().shmSizeBytes(),
                Map.of(),
                false,
                "",
                Map.of(),
                Map.of(),
                "",
                null);
    }

    private static Resources resources(StepRunner.StepLimits limits) {
        return new Resources(
                limits.memoryBytes(),
                0,
                limits.memorySwapBytes(),
                null,
                null,
                0,
                limits.cpuShares(),
                limits.cpuPeriodMicros(),
                limits.cpuQuotaMicros(),
                0,
                0,
                limits.cpusetCpus(),
                "",
                null,
                0,
                List.of(),
                List.of(),
                List.of(),
                "",
                BlockLimits.NONE);
    }
}
