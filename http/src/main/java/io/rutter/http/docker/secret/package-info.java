/**
 * Secrets over the Docker API. What they hold is taken and never given.
 */
@NullMarked
package io.rutter.http.docker.secret;

import org.jspecify.annotations.NullMarked;
