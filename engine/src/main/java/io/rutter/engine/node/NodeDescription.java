package io.rutter.engine.node;

import io.rutter.engine.entity.Copy;
import io.rutter.engine.entity.Wire;
import java.util.Map;

/**
 * What a node says of itself. Source: Docker Engine API 1.51, NodeDescription.
 *
 * @param architecture as uname has it, such as x86_64
 */
public record NodeDescription(
        String hostname,
        String os,
        String architecture,
        long nanoCpus,
        long memoryBytes,
        String engineVersion,
        Map<String, String> engineLabels,
        String address)
        implements Wire {
    public NodeDescription {
        engineLabels = Copy.map(engineLabels);
        address = Copy.text(address);
    }
}
