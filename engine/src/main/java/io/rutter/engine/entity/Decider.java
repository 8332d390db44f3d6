package io.rutter.engine.entity;

import java.time.Instant;

/**
 * One noun's rules, pure: no clock, no I/O, no randomness.
 *
 * @param <C> commands
 * @param <E> events
 * @param <S> states
 */
public interface Decider<C, E extends Event, S extends State> {
    /** Before the first event, and again after the last of a life. */
    S nothing();

    Decision<E> decide(S state, C command, Instant now);

    S evolve(S state, E event);
}
