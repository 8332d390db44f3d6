/**
 * A file that tasks need and that is no part of their image.
 *
 * <p>Life: none → live → none. Its labels may change, what it holds may not; a service that uses it keeps it.
 */
@NullMarked
package io.rutter.engine.config;

import org.jspecify.annotations.NullMarked;
