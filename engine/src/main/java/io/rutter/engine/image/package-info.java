/**
 * A filesystem and a configuration that containers start from, on one node.
 *
 * <p>Life: none → live → none. An image is alive while its node keeps its layers; what points to it are references.
 */
@NullMarked
package io.rutter.engine.image;

import org.jspecify.annotations.NullMarked;
