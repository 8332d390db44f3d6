package io.rutter.engine.labelled;

import io.rutter.engine.entity.State;
import java.time.Instant;

/**
 * A live thing of that shape.
 *
 * @param <S> its specification
 */
public interface Labelled<S extends LabelledSpec<S>> extends State {
    String id();

    S spec();

    /** Of its labels, counted from 1. */
    long version();

    Instant createdAt();

    Instant updatedAt();

    @Override
    default boolean alive() {
        return true;
    }

    @Override
    default long generation() {
        return version();
    }
}
