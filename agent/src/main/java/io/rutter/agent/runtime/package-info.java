/**
 * Runs of containers on this host: started, watched, signalled, entered, attached to, and found again by an engine that comes
 * back.
 *
 * <p>Life of a run: prepared (its bundle lies on disk and says whose it is) → created (the process waits) → started → ended →
 * deleted. What a run leaves behind stays until it is deleted, so that its end can be told even when nobody was there to see it.
 */
@NullMarked
package io.rutter.agent.runtime;

import org.jspecify.annotations.NullMarked;
