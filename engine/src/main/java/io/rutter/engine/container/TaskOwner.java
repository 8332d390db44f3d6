package io.rutter.engine.container;

import io.rutter.engine.entity.Wire;

/**
 * The service to which a container belongs as a task.
 *
 * @param taskId 25 characters
 * @param slot replica number from 1, or the node's id for a global service
 * @param specVersion which version of the service's specification made it
 */
public record TaskOwner(String serviceId, String serviceName, String taskId, String slot, long specVersion)
        implements Wire {}
