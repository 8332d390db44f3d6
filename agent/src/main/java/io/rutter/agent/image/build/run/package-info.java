/**
 * Running one RUN instruction: a container of its own, confined as any other, on the network that the build asked for.
 */
@NullMarked
package io.rutter.agent.image.build.run;

import org.jspecify.annotations.NullMarked;
