package io.rutter.engine.reference;

import io.rutter.engine.id.ImageId;

/** What may be asked of a reference. */
public sealed interface ReferenceCommand {
    /** Makes it point to an image, wherever it pointed before. */
    record PointReference(ImageId image) implements ReferenceCommand {}

    /** Removes the name; the image stays. Refuses: NotFound. */
    record DropReference() implements ReferenceCommand {}
}
