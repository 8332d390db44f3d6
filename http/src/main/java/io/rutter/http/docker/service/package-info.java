/**
 * Services over the Docker API: what shall run and how often, and the logs of what does.
 */
@NullMarked
package io.rutter.http.docker.service;

import org.jspecify.annotations.NullMarked;
