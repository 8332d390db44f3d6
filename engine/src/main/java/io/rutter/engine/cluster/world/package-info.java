/**
 * The world as this node sees it: kept by one fold of the log, waited on, seen as of a past moment, and told to an agent as its
 * assignments.
 */
@NullMarked
package io.rutter.engine.cluster.world;

import org.jspecify.annotations.NullMarked;
