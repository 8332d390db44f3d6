package io.rutter.engine.volume;

import io.rutter.engine.entity.Event;
import java.time.Instant;
import java.util.Map;

/** What has happened to a volume. */
public sealed interface VolumeEvent extends Event {
    record VolumeCreated(
            String name,
            String nodeId,
            String driver,
            Map<String, String> options,
            Map<String, String> labels,
            boolean anonymous,
            Instant at)
            implements VolumeEvent {
        public VolumeCreated {
            options = options == null ? Map.of() : Map.copyOf(options);
            labels = labels == null ? Map.of() : Map.copyOf(labels);
        }
    }

    record VolumeRemoved(String name, String driver, Instant at) implements VolumeEvent {}
}
