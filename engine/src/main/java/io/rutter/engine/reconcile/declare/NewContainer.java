package io.rutter.engine.reconcile.declare;

import io.rutter.engine.container.TaskOwner;
import io.rutter.engine.container.spec.ContainerSpec;
import org.jspecify.annotations.Nullable;

/**
 * A container as somebody asks for it: not yet merged with its image.
 *
 * @param name null for one of the engine's choice
 */
public record NewContainer(
        @Nullable String name, ContainerSpec spec, @Nullable TaskOwner owner) {}
