/**
 * The images of a node: loaded, imported, built, committed, saved, and mounted as the root filesystems of containers.
 *
 * <p>Life of an image's files: made in {@code tmp}, complete under their digest, forgotten when the log has removed the image.
 */
@NullMarked
package io.rutter.agent.image;

import org.jspecify.annotations.NullMarked;
