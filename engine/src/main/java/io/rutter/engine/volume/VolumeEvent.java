package io.rutter.engine.volume;

import io.rutter.engine.entity.Copy;
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
            options = Copy.map(options);
            labels = Copy.map(labels);
        }
    }

    record VolumeRemoved(String name, String driver, Instant at) implements VolumeEvent {}
}
