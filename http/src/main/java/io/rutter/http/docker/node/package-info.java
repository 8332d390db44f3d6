/**
 * Nodes over the Docker API: the machines of the cluster, their availability and labels.
 */
@NullMarked
package io.rutter.http.docker.node;

import org.jspecify.annotations.NullMarked;
