/**
 * Names and numbers by which things are known. A record here refuses bad text in its constructor, so what has the type is well formed.
 */
@NullMarked
package io.rutter.engine.id;

import org.jspecify.annotations.NullMarked;
