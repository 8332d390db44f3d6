/**
 * The networks of a node: bridges, the namespace of each container with its interfaces, published ports, the resolver and the
 * addresses of services.
 *
 * <p>{@code NetworkHost} is the door. A namespace's life: prepared → published ⇄ withdrawn → released; what an engine that
 * died left behind is adopted or released, and what is not this engine's is never touched.
 */
@NullMarked
package io.rutter.agent.network;

import org.jspecify.annotations.NullMarked;
