package io.rutter.agent.reconcile;

/**
 * Which log this node works for, as it is stamped on what it makes.
 *
 * @param epoch of the present appender
 */
public record LogIdentity(String logId, long epoch) {}
