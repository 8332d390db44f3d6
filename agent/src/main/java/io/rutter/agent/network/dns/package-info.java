/**
 * The resolver that a container on a network of the user's finds at 127.0.0.11: it knows who is on the container's networks,
 * and asks the host's servers about everything else.
 */
@NullMarked
package io.rutter.agent.network.dns;

import org.jspecify.annotations.NullMarked;
