/**
 * Files, mounts and control groups as Linux has them, with owners, modes, attributes and devices that Java's own files leave out.
 */
@NullMarked
package io.rutter.agent.linux.files;

import org.jspecify.annotations.NullMarked;
