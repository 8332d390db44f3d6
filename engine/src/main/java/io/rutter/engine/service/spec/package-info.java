/**
 * What a user says of a service: the task to run, how many of it, where, on which ports, and how to roll a change out. Stored
 * whole; what is not honoured is refused by the decider.
 */
@NullMarked
package io.rutter.engine.service.spec;

import org.jspecify.annotations.NullMarked;
