/**
 * The cluster over the Docker API: that there is one, how it is set up, and its end.
 */
@NullMarked
package io.rutter.http.docker.swarm;

import org.jspecify.annotations.NullMarked;
