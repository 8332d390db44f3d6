package io.rutter.engine.service.spec;

import io.rutter.engine.entity.Copy;
import io.rutter.engine.entity.Wire;
import java.util.List;

/**
 * An amount of what nodes have. 0 means that nothing is said.
 *
 * @param pids limit of processes; only in limits
 * @param generic other things that nodes count or name; only in reservations
 */
public record TaskResources(long nanoCpus, long memoryBytes, long pids, List<GenericResource> generic) implements Wire {
    public static final TaskResources NONE = new TaskResources(0, 0, 0, List.of());

    public TaskResources {
        generic = Copy.list(generic);
    }

    /**
     * Something of a node's own.
     *
     * @param name of one particular thing; empty when they are counted
     * @param count how many; 0 when one is named
     */
    public record GenericResource(String kind, String name, long count) implements Wire {}
}
