/**
 * A name that points to an image: {@code app:latest}, or {@code app@sha256:…}.
 *
 * <p>Life: none → pointing (to one image after another) → none.
 */
@NullMarked
package io.rutter.engine.reference;

import org.jspecify.annotations.NullMarked;
