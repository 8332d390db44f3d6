/**
 * What the routes call: one class a noun. An order plans over World, sends commands to entities, and is answered once World has
 * reached what they did.
 */
@NullMarked
package io.rutter.engine.cluster.orders;

import org.jspecify.annotations.NullMarked;
