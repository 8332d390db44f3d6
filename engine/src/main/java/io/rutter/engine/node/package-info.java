/**
 * A machine of the cluster that runs tasks.
 *
 * <p>Life: none → live (joined → ready ⇄ down) → none. Its availability and labels are the user's, its state and description
 * its own.
 */
@NullMarked
package io.rutter.engine.node;

import org.jspecify.annotations.NullMarked;
