package io.rutter.engine.volume;

import io.rutter.engine.entity.State;
import java.time.Instant;
import java.util.Map;

/** What a volume is: not there, or there. */
public sealed interface Volume extends State {
    record NoVolume() implements Volume {
        @Override
        public boolean alive() {
            return false;
        }
    }

    record LiveVolume(
            String name,
            String nodeId,
            String driver,
            Map<String, String> options,
            Map<String, String> labels,
            boolean anonymous,
            Instant createdAt)
            implements Volume {
        @Override
        public boolean alive() {
            return true;
        }
    }
}
