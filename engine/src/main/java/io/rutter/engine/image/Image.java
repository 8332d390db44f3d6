package io.rutter.engine.image;

import io.rutter.engine.entity.State;
import java.time.Instant;

/** What an image is: not there, or there. */
public sealed interface Image extends State {
    record NoImage() implements Image {
        @Override
        public boolean alive() {
            return false;
        }
    }

    /**
     * An image that a node keeps.
     *
     * @param recordedAt when this node got it
     */
    record LiveImage(
            String id, String nodeId, ImageConfig config, long sizeBytes, String how, String parent, Instant recordedAt)
            implements Image {
        @Override
        public boolean alive() {
            return true;
        }
    }
}
