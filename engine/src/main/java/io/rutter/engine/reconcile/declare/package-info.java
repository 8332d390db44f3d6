/**
 * What is asked for becomes a whole declaration: a user's container or a service's task, with its image's defaults, mounts and
 * ids filled in, so that nothing is left to choose when it is made.
 */
@NullMarked
package io.rutter.engine.reconcile.declare;

import org.jspecify.annotations.NullMarked;
