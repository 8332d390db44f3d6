package io.rutter.agent.image.build.steps;

import io.rutter.agent.image.build.context.BuildContext;
import io.rutter.agent.image.build.dockerfile.Dockerfile;
import io.rutter.agent.image.build.dockerfile.DockerfileException;
import io.rutter.agent.image.build.run.StepRunner;
import io.rutter.agent.image.store.ImageStore;
import io.rutter.agent.image.store.Rootfs;
import io.rutter.engine.assignment.ContainerOperations.RefusedException;
import io.rutter.engine.assignment.ImageOperations.BuildOptions;
import io.rutter.engine.assignment.ImageOperations.Progress;
import io.rutter.engine.assignment.ImageOperations.StoredImage;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.ImageId;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The classic builder. */
public final class Builder {
    private static final String DEFAULT_NAME = "Dockerfile";

    private final ImageStore store;
    private final Rootfs rootfs;
    private final StepRunner runner;
    private final InstantSource clock;
    private final String architecture;

    public Builder(ImageStore store, Rootfs rootfs, StepRunner runner, InstantSource clock, String architecture) {
        this.store = store;
        this.rootfs = rootfs;
        this.runner = runner;
        this.clock = clock;
        this.architecture = architecture;
    }

    /**
     * Builds. A Dockerfile that cannot be read is refused before any progress is told; a step that fails, after.
     *
     * @return id of the image, kept for the log to know it
     */
    public ImageId build(
            InputStream stream,
            BuildOptions options,
            Function<String, Optional<StoredImage>> resolve,
            Consumer<Progress> progress)
            throws IOException {
        if (options.squash()) {
            throw new RefusedException(new Problem.Invalid("squash is only supported with experimental mode"));
        }
        try (BuildContext context = BuildContext.receive(stream, store.paths().temporary());
                ImageStore.Lease lease = store.lease()) {
            String name = options.dockerfile().isEmpty() ? DEFAULT_NAME : options.dockerfile();
            Dockerfile dockerfile = Dockerfile.parse(context.dockerfile(name));
            context.obeyIgnoreFile();
            Output output = new Output(progress, options.quiet());
            Workshop shop = new Workshop(
                    store,
                    lease,
                    rootfs,
                    runner,
                    clock,
                    options,
                    context,
                    new BuildArguments(options.buildArgs()),
                    resolve,
                    output);
            ImageId id = new Build(shop, dockerfile, architecture).run();
            store.keepLive(id);
            return id;
        } catch (DockerfileException e) {
            throw new RefusedException(new Problem.Invalid(String.valueOf(e.getMessage())));
        }
    }
}
