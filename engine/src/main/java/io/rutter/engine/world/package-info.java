/**
 * The whole picture as one immutable value, folded from the log: now, or as of a past moment. The queries that the API asks.
 */
@NullMarked
package io.rutter.engine.world;

import org.jspecify.annotations.NullMarked;
