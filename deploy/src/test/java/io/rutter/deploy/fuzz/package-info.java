/**
 * Requests that make no sense, by the hundred thousand: whatever is asked, the engine answers with a status that says whose fault
 * it was, changes nothing where it refuses, and does not grow.
 *
 * <p>Everything comes from a seed and a number: {@code -Drutter.fuzz.seed=S -Drutter.fuzz.from=N -Drutter.fuzz.requests=1} sends one
 * request again.
 */
@NullMarked
package io.rutter.deploy.fuzz;

import org.jspecify.annotations.NullMarked;
