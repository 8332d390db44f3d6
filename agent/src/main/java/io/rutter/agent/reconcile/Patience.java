package io.rutter.agent.reconcile;

import java.time.Duration;

/**
 * How long to wait before what failed is tried again: a moment at first, for most things pass, and longer each time, so that what
 * stays broken neither keeps the host busy nor fills the engine's log.
 *
 * @param failures in a row
 */
record Patience(int failures) {
    static final Patience FRESH = new Patience(0);

    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final int MOST_DOUBLINGS = 5;

    Patience afterFailure() {
        return new Patience(Math.min(failures, MOST_DOUBLINGS) + 1);
    }

    /** After at least one failure: 2 s, 4 s and so on, up to 64 s. */
    Duration pause() {
        return FIRST.multipliedBy(1L << Math.min(Math.max(0, failures - 1), MOST_DOUBLINGS));
    }
}
