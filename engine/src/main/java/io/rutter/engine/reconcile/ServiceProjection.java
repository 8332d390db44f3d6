package io.rutter.engine.reconcile;

import io.rutter.engine.assignment.IngressAssignment;
import io.rutter.engine.assignment.NetworkAssignment.VirtualAddress;
import io.rutter.engine.world.World;
import java.util.List;
import java.util.Map;

/** What services add to a node's picture: virtual addresses and published ports. */
final class ServiceProjection {
    private ServiceProjection() {}

    static List<VirtualAddress> virtuals(World world, String networkId) {
        return List.of();
    }

    static Map<String, IngressAssignment> ingress(World world) {
        return Map.of();
    }
}
