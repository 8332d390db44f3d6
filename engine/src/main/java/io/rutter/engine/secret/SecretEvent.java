package io.rutter.engine.secret;

import io.rutter.engine.entity.Copy;
import io.rutter.engine.entity.Event;
import java.time.Instant;
import java.util.Map;

/** What has happened to a secret. Kept for ever: fields are added with defaults, never renamed. */
public sealed interface SecretEvent extends Event {
    record SecretCreated(String id, SecretSpec spec, Instant at) implements SecretEvent {}

    record SecretRelabelled(long version, Map<String, String> labels, Instant at) implements SecretEvent {
        public SecretRelabelled {
            labels = Copy.map(labels);
        }
    }

    record SecretRemoved(String id, String name, Instant at) implements SecretEvent {}
}
