package io.rutter.engine.entity;

import io.rutter.engine.claims.Demand;
import io.rutter.engine.claims.Grant;
import java.util.List;
import java.util.function.Function;

/** What became of a command: refused, accepted as events, or in need of something that must be unique or is used up. */
public sealed interface Decision<E> {
    record Refuse<E>(Problem problem) implements Decision<E> {}

    /** @param events in order; none means that nothing had to change */
    record Accept<E>(List<E> events) implements Decision<E> {
        public Accept {
            events = List.copyOf(events);
        }
    }

    record Need<E>(Demand demand, Function<Grant, Decision<E>> then) implements Decision<E> {}

    static <E> Decision<E> refuse(Problem problem) {
        return new Refuse<>(problem);
    }

    @SafeVarargs
    static <E> Decision<E> accept(E... events) {
        return new Accept<>(List.of(events));
    }

    static <E> Decision<E> need(Demand demand, Function<Grant, Decision<E>> then) {
        return new Need<>(demand, then);
    }
}
