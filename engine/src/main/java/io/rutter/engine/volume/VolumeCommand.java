package io.rutter.engine.volume;

import java.util.Map;

/** What may be asked of a volume. */
public sealed interface VolumeCommand {
    /**
     * Brings it into being; one that is there already, with the same driver, is left as it is.
     *
     * @param anonymous made for a container rather than by name
     */
    record CreateVolume(
            String nodeId, String driver, Map<String, String> options, Map<String, String> labels, boolean anonymous)
            implements VolumeCommand {
        public CreateVolume {
            options = Map.copyOf(options);
            labels = Map.copyOf(labels);
        }
    }

    /** Refuses: NotFound, Conflict while a container uses it, forced or not. */
    record RemoveVolume(boolean force) implements VolumeCommand {}
}
