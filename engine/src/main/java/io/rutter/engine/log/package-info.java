/**
 * The ordered log as the rest of the program sees it.
 */
@NullMarked
package io.rutter.engine.log;

import org.jspecify.annotations.NullMarked;
