/**
 * Something confidential that tasks need, such as a password. Nobody can read it back.
 *
 * <p>Life: none → live → none. Its labels may change, what it holds may not; a service that uses it keeps it.
 */
@NullMarked
package io.rutter.engine.secret;

import org.jspecify.annotations.NullMarked;
