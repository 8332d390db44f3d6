/**
 * Where the files of volumes lie on a node, and where the mounts of a container come from.
 *
 * <p>A volume's life: made lazily or by name → filled from the image at its first use → used → removed. A folder says whose it is
 * (log and incarnation): lives of one name follow one another and share no file. What is over is put aside before it is deleted, so
 * a name is free at once, whoever still has the old one mounted.
 */
@NullMarked
package io.rutter.agent.volume;

import org.jspecify.annotations.NullMarked;
