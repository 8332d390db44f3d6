package io.rutter.engine.schedule;

import java.util.List;

/**
 * Where a group of like tasks goes.
 *
 * @param nodeIds one for each task that found a place, in order
 * @param message one sentence of why the rest did not; empty when all did
 * @param reasons what nodes answered, a line each
 */
public record Placement(List<String> nodeIds, String message, List<String> reasons) {
    public Placement {
        nodeIds = List.copyOf(nodeIds);
        reasons = List.copyOf(reasons);
    }
}
