/**
 * Docker's API for containers and for commands run inside them.
 *
 * <p>A request is read into what the engine understands, handed over, and what comes back is told in Docker's shapes; nothing
 * is decided here.
 */
@NullMarked
package io.rutter.http.docker.container;

import org.jspecify.annotations.NullMarked;
