/**
 * Signals: events of Docker's that tell of a look or a connection and change nothing. The log does not keep them, so only those
 * who listen when they happen hear of them.
 */
@NullMarked
package io.rutter.http.docker.live;

import org.jspecify.annotations.NullMarked;
