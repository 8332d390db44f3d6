/**
 * The planner of services: which tasks to make, stop or remove next, so that each slot runs the wanted version.
 *
 * <p>An update's course: rolling → completed, paused or rolled back. One look gives the steps that are due; what must be waited
 * for is looked at again.
 */
@NullMarked
package io.rutter.engine.reconcile.service;

import org.jspecify.annotations.NullMarked;
