/**
 * What the control plane and a node's agent say to each other: assignments one way, reports the other, and operations that
 * stream.
 */
@NullMarked
package io.rutter.engine.assignment;

import org.jspecify.annotations.NullMarked;
