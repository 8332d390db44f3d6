package io.rutter.engine.reference;

import io.rutter.engine.entity.Event;
import io.rutter.engine.id.ImageId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What has happened to a reference. */
public sealed interface ReferenceEvent extends Event {
    /** @param previous where it pointed before; null when it is new */
    record ReferenceMoved(
            String reference, ImageId image, @Nullable ImageId previous, Instant at) implements ReferenceEvent {}

    record ReferenceDropped(String reference, ImageId image, Instant at) implements ReferenceEvent {}
}
