/**
 * Where the files of volumes lie on a node, and where the mounts of a container come from.
 *
 * <p>A volume's life: made lazily or by name → filled from the image at its first use → used → removed.
 */
@NullMarked
package io.rutter.agent.volume;

import org.jspecify.annotations.NullMarked;
