package io.rutter.engine.assignment;

import java.util.Map;

/**
 * A volume that a node shall have.
 *
 * @param incarnation of this life: a volume that is removed and made again under its name is another one, with other files
 * @param options of its driver
 */
public record VolumeAssignment(long incarnation, Map<String, String> options) {
    public VolumeAssignment {
        options = Map.copyOf(options);
    }
}
