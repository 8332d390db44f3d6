/**
 * Named storage that outlives the containers that mount it.
 *
 * <p>Life: none → live → none. Who uses it is not here: it stays until nobody claims a use of it.
 */
@NullMarked
package io.rutter.engine.volume;

import org.jspecify.annotations.NullMarked;
