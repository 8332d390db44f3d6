package io.rutter.engine.image;

/** What may be asked of an image. */
public sealed interface ImageCommand {
    /**
     * A node has it now.
     *
     * @param how build, load, import, pull or commit
     * @param parent image that it was built on; empty when none or unknown
     */
    record RecordImage(String nodeId, ImageConfig config, long sizeBytes, String how, String parent)
            implements ImageCommand {}

    /** Removes it once nothing uses it; forced, stopped containers do not count. Refuses: NotFound, Conflict. */
    record RemoveImage(boolean force) implements ImageCommand {}
}
