/**
 * Where tasks go. Pure: the same demand and the same picture give the same placement, and what can't be placed is told why.
 *
 * <p>Nodes are looked at once for a group of like tasks, not once a task; each placement then costs a step in a heap.
 */
@NullMarked
package io.rutter.engine.schedule;

import org.jspecify.annotations.NullMarked;
