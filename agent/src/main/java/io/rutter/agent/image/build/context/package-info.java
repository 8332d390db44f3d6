/**
 * What a client sent along with a Dockerfile: which of it a pattern means, what an instruction copies, and as whose.
 */
@NullMarked
package io.rutter.agent.image.build.context;

import org.jspecify.annotations.NullMarked;
