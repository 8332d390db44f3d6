/**
 * Tasks over the Docker API: what runs for a service, what ran, and what waits and why.
 */
@NullMarked
package io.rutter.http.docker.task;

import org.jspecify.annotations.NullMarked;
