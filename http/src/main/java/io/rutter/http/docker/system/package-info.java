/**
 * Docker's API for the engine itself: is it there, what is it, what does it use, and what happened.
 *
 * <p>Events are told out of the log, from its first entry on: a reader is given pages and then waits for the next entry, so
 * that a slow one costs nothing and none is lost.
 */
@NullMarked
package io.rutter.http.docker.system;

import org.jspecify.annotations.NullMarked;
