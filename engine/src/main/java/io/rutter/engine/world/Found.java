package io.rutter.engine.world;

import io.rutter.engine.entity.Problem;
import java.util.Optional;
import java.util.function.Function;

/** What a look-up by name, id or prefix of an id found. */
public sealed interface Found<T> {
    record One<T>(T thing) implements Found<T> {}

    record None<T>(Problem problem) implements Found<T> {}

    default Optional<T> optional() {
        return this instanceof One<T> one ? Optional.of(one.thing()) : Optional.empty();
    }

    default <R> Found<R> map(Function<T, R> function) {
        return switch (this) {
            case One<T> one -> new One<>(function.apply(one.thing()));
            case None<T> none -> new None<>(none.problem());
        };
    }
}
