package io.rutter.engine.config;

import io.rutter.engine.entity.Copy;
import io.rutter.engine.entity.Event;
import java.time.Instant;
import java.util.Map;

/** What has happened to a config. Kept for ever: fields are added with defaults, never renamed. */
public sealed interface ConfigEvent extends Event {
    record ConfigCreated(String id, ConfigSpec spec, Instant at) implements ConfigEvent {}

    record ConfigRelabelled(long version, Map<String, String> labels, Instant at) implements ConfigEvent {
        public ConfigRelabelled {
            labels = Copy.map(labels);
        }
    }

    record ConfigRemoved(String id, String name, Instant at) implements ConfigEvent {}
}
