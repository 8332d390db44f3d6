/**
 * What containers have written, read from the files that their monitors keep.
 *
 * <p>A file grows until it is rotated: it gets a number and a new one begins. A reader holds a bounded piece in memory and follows
 * through rotations without losing or doubling a line.
 */
@NullMarked
package io.rutter.agent.runtime.logs;

import org.jspecify.annotations.NullMarked;
