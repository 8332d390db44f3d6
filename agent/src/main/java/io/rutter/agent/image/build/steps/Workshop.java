package io.rutter.agent.image.build.steps;

import io.rutter.agent.image.build.context.BuildContext;
import io.rutter.agent.image.build.run.StepRunner;
import io.rutter.agent.image.store.ImageStore;
import io.rutter.agent.image.store.Rootfs;
import io.rutter.engine.assignment.ImageOperations.BuildOptions;
import io.rutter.engine.assignment.ImageOperations.StoredImage;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/**
 * What all steps of one build share.
 *
 * @param resolve finds a base image by reference or id
 */
record Workshop(
        ImageStore store,
        ImageStore.Lease lease,
        Rootfs rootfs,
        StepRunner runner,
        InstantSource clock,
        BuildOptions options,
        BuildContext context,
        BuildArguments arguments,
        Function<String, Optional<StoredImage>> resolve,
        Output output) {}
