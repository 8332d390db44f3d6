/**
 * Configs over the Docker API.
 */
@NullMarked
package io.rutter.http.docker.config;

import org.jspecify.annotations.NullMarked;
