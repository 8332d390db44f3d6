/**
 * Planners: what is wanted and what is there become steps, pure and complete, each with its reason. A picture that fits gives none.
 */
@NullMarked
package io.rutter.engine.reconcile;

import org.jspecify.annotations.NullMarked;
