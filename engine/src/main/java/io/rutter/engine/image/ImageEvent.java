package io.rutter.engine.image;

import io.rutter.engine.entity.Copy;
import io.rutter.engine.entity.Event;
import java.time.Instant;

/** What has happened to an image. */
public sealed interface ImageEvent extends Event {
    /**
     * A node has it.
     *
     * @param how build, load, import, pull or commit
     */
    record ImageRecorded(
            String id, String nodeId, ImageConfig config, long sizeBytes, String how, String parent, Instant at)
            implements ImageEvent {
        public ImageRecorded {
            parent = Copy.text(parent);
        }
    }

    record ImageRemoved(String id, Instant at) implements ImageEvent {}
}
