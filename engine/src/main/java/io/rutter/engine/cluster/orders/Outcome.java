package io.rutter.engine.cluster.orders;

import io.rutter.engine.entity.Problem;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** What came of an order that may span several entities and waits. */
public sealed interface Outcome<T> {
    record Ok<T>(T value, List<String> warnings) implements Outcome<T> {
        public Ok {
            warnings = List.copyOf(warnings);
        }
    }

    record Refused<T>(Problem problem) implements Outcome<T> {}

    static <T> Outcome<T> ok(T value) {
        return new Ok<>(value, List.of());
    }

    static <T> Outcome<T> refused(Problem problem) {
        return new Refused<>(problem);
    }

    static <T> CompletionStage<Outcome<T>> done(Outcome<T> outcome) {
        return CompletableFuture.completedFuture(outcome);
    }

    /** Goes on with the value, or hands the refusal on. */
    default <R> CompletionStage<Outcome<R>> then(Function<T, CompletionStage<Outcome<R>>> next) {
        return switch (this) {
            case Ok<T> ok -> next.apply(ok.value());
            case Refused<T> refused -> done(refused(refused.problem()));
        };
    }
}
