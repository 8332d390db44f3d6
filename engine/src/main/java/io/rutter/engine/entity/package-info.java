/**
 * What every noun of the log has in common: an order is decided into events or refused, events are folded into a state, and one
 * Pekko shell runs that for all of them.
 */
@NullMarked
package io.rutter.engine.entity;

import org.jspecify.annotations.NullMarked;
