/**
 * Tar streams as layers need them: read byte by byte without trust, written so that the same tree gives the same digest, and
 * unpacked without leaving the folder they are unpacked into.
 */
@NullMarked
package io.rutter.agent.image.tar;

import org.jspecify.annotations.NullMarked;
