/**
 * Runs it all: the entities' parent, the fold of the log into World, and the controllers that look at World and act.
 */
@NullMarked
package io.rutter.engine.cluster;

import org.jspecify.annotations.NullMarked;
