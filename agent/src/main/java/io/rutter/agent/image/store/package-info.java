/**
 * What images are made of, on disk: configurations by digest, and layers unpacked once each, ready to be mounted.
 *
 * <p>A layer's tar is not kept beside its files. A <em>recipe</em> holds the tar's headers and says which file each payload is, so
 * the very same bytes can be written again.
 *
 * <p>Life of a layer: unpacked under a temporary name → on disk → renamed to its digest → removed when no image uses it.
 */
@NullMarked
package io.rutter.agent.image.store;

import org.jspecify.annotations.NullMarked;
