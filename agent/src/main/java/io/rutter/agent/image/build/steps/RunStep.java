package io.rutter.agent.image.build.steps;

import io.rutter.agent.image.build.dockerfile.DockerfileException;
import io.rutter.agent.image.build.run.StepRunner.StepLimits;
import io.rutter.agent.image.build.run.StepRunner.StepProcess;
import io.rutter.engine.assignment.ImageOperations.BuildOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** RUN: a process in the image so far. */
final class RunStep {
    static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final Workshop shop;
    private final ImageDraft draft;
    private final String container;

    RunStep(Workshop shop, ImageDraft draft, String container) {
        this.shop = shop;
        this.draft = draft;
        this.container = container;
    }

    void run(Path root, List<String> words, String network) throws IOException, DockerfileException {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.putAll(shop.arguments().besides(draft.environment()));
        environment.putAll(draft.environment());
        BuildOptions options = shop.options();
        String mode = network.isEmpty() || network.equals("default") ? options.networkMode() : network;
        int code = shop.runner()
                .run(
                        new StepProcess(
                                container,
                                root,
                                words,
                                environment.entrySet().stream()
                                        .map(each -> each.getKey() + "=" + each.getValue())
                                        .toList(),
                                draft.user(),
                                draft.workingDir(),
                                mode.isEmpty() ? "default" : mode,
                                limits(options)),
                        chunk -> shop.output()
                                .process(chunk.stream(), new String(chunk.bytes(), StandardCharsets.UTF_8)));
        if (code != 0) {
            throw new DockerfileException(
                    "The command '" + String.join(" ", words) + "' returned a non-zero code: " + code);
        }
    }

    private static StepLimits limits(BuildOptions options) {
        return new StepLimits(
                options.memoryBytes(),
                options.memorySwapBytes(),
                options.cpuShares(),
                options.cpuQuotaMicros(),
                options.cpuPeriodMicros(),
                options.cpusetCpus(),
                options.shmSizeBytes(),
                options.extraHosts());
    }
}
