/**
 * Health of what runs: a command inside the container, asked again and again, says whether it is well.
 *
 * <p>Life of a run's health: starting → healthy ⇄ unhealthy. It is asked from the start of a run to its end, and not while it is
 * paused or being stopped; an engine that comes back begins again at starting. Only a change is told to the log.
 */
@NullMarked
package io.rutter.agent.health;

import org.jspecify.annotations.NullMarked;
