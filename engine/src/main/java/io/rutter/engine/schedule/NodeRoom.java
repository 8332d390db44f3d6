package io.rutter.engine.schedule;

import io.rutter.engine.node.Node.LiveNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A node and what it has left.
 *
 * @param memoryFreeBytes not reserved by tasks
 * @param cpuFreeNanos not reserved by tasks
 * @param hostPorts published on it, as {@code tcp/80}
 * @param tasks wanted on it, by service id
 * @param failures lately on it, by service id
 */
public record NodeRoom(
        LiveNode node,
        long memoryFreeBytes,
        long cpuFreeNanos,
        Set<String> hostPorts,
        Map<String, Integer> tasks,
        Map<String, Integer> failures) {
    public NodeRoom {
        hostPorts = Set.copyOf(hostPorts);
        tasks = Map.copyOf(tasks);
        failures = Map.copyOf(failures);
    }

    /** A node without tasks. */
    public static NodeRoom empty(LiveNode node) {
        return new NodeRoom(
                node, node.description().memoryBytes(), node.description().nanoCpus(), Set.of(), Map.of(), Map.of());
    }

    public int allTasks() {
        return tasks.values().stream().mapToInt(Integer::intValue).sum();
    }

    public int tasksOf(String serviceId) {
        return tasks.getOrDefault(serviceId, 0);
    }

    /** The same node with one more task. */
    public NodeRoom with(TaskDemand demand) {
        var ports = new HashSet<>(hostPorts);
        ports.addAll(demand.hostPorts());
        var counts = new HashMap<>(tasks);
        counts.merge(demand.serviceId(), 1, Integer::sum);
        return new NodeRoom(
                node,
                memoryFreeBytes - demand.memoryBytes(),
                cpuFreeNanos - demand.nanoCpus(),
                ports,
                counts,
                failures);
    }
}
