/** Rutter: engine. */
@NullMarked
package io.rutter.engine;

import org.jspecify.annotations.NullMarked;
