package io.rutter.engine.assignment;

import java.util.Map;

/**
 * All that a node shall do, as of an offset. What is absent is to be stopped and cleaned away.
 *
 * @param containers by id
 * @param leaving ids of removed containers that this node has not said to have let go of
 * @param networks by id: those of this node's containers and the local ones
 * @param volumes by name: those that live on this node
 * @param images ids of images that this node keeps
 * @param ingress published ports of services, by {@code protocol/port}
 */
public record Assignments(
        String nodeId,
        long offset,
        Map<String, ContainerAssignment> containers,
        java.util.Set<String> leaving,
        Map<String, NetworkAssignment> networks,
        Map<String, VolumeAssignment> volumes,
        java.util.Set<String> images,
        Map<String, IngressAssignment> ingress) {}
