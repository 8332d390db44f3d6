/**
 * What may happen to a container and what that makes of it: the decider, its rules for each part of a life, and the fold.
 */
@NullMarked
package io.rutter.engine.container.rules;

import org.jspecify.annotations.NullMarked;
