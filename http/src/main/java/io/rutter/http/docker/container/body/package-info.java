/**
 * What a client asks of a container, read from the body of a request into the engine's own records, with Docker's refusals of
 * what cannot be meant.
 */
@NullMarked
package io.rutter.http.docker.container.body;

import org.jspecify.annotations.NullMarked;
