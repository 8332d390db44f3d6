/**
 * Files of an image on this host: what one is, in full, where a name inside a root leads, and trees as wholes.
 */
@NullMarked
package io.rutter.agent.image.files;

import org.jspecify.annotations.NullMarked;
