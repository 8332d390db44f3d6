package io.rutter.engine.container;

import io.rutter.engine.entity.Wire;

/**
 * The service to which a container belongs as a task.
 *
 * @param taskId 25 characters
 * @param slot replica number from 1, or the node's id for a global service
 * @param specVersion which version of the service's specification made it
 * @param attempt how many tasks of the same version ended in this slot before, one after another
 * @param shutDown whether the service no longer wants it to run
 */
public record TaskOwner(
        String serviceId,
        String serviceName,
        String taskId,
        String slot,
        long specVersion,
        int attempt,
        boolean shutDown)
        implements Wire {
    /** A task that is wanted. */
    public TaskOwner(String serviceId, String serviceName, String taskId, String slot, long specVersion, int attempt) {
        this(serviceId, serviceName, taskId, slot, specVersion, attempt, false);
    }

    public TaskOwner nowShutDown() {
        return new TaskOwner(serviceId, serviceName, taskId, slot, specVersion, attempt, true);
    }
}
