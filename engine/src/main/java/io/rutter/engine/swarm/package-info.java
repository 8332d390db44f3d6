/**
 * The cluster itself: that there is one, how it is set up, and what lets another machine join.
 *
 * <p>Life: none → live → none. There is one for each log.
 */
@NullMarked
package io.rutter.engine.swarm;

import org.jspecify.annotations.NullMarked;
