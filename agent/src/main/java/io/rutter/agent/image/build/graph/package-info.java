/** Which stages of a Dockerfile are built for a target, and which other stages each needs. */
@NullMarked
package io.rutter.agent.image.build.graph;

import org.jspecify.annotations.NullMarked;
