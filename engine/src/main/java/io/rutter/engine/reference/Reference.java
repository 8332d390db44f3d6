package io.rutter.engine.reference;

import io.rutter.engine.entity.State;
import io.rutter.engine.id.ImageId;

/** What a reference is: not there, or pointing to an image. */
public sealed interface Reference extends State {
    record NoReference() implements Reference {
        @Override
        public boolean alive() {
            return false;
        }
    }

    /** @param name familiar form with a tag or a digest, such as {@code app:latest} */
    record PointingReference(String name, ImageId image) implements Reference {
        @Override
        public boolean alive() {
            return true;
        }
    }
}
