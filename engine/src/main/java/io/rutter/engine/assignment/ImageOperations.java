package io.rutter.engine.assignment;

import io.rutter.engine.id.ImageId;
import io.rutter.engine.image.ImageConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Makes images on a node. What a method returns is on disk; it becomes true when the caller has journaled it. Methods may block
 * and are called on virtual threads; what cannot be done is a {@link ContainerOperations.RefusedException}.
 */
public interface ImageOperations {
    /**
     * An image from one tar of a root filesystem, plain or compressed.
     *
     * @param changes Dockerfile instructions to apply, such as {@code CMD ["sh"]}
     */
    StoredImage importTar(InputStream tar, String message, List<String> changes, String platform) throws IOException;

    /** Images from a docker-archive or an OCI layout, with the names they carry. */
    List<NamedImage> load(InputStream tar, Consumer<Progress> progress) throws IOException;

    /** A docker-archive (with an OCI layout in it) of images and the names to carry. */
    void save(Map<ImageId, List<String>> images, OutputStream tar) throws IOException;

    /**
     * Runs a Dockerfile.
     *
     * @param resolve finds a base image by reference or id, as the log knows it now
     */
    StoredImage build(
            InputStream context,
            BuildOptions options,
            Function<String, Optional<StoredImage>> resolve,
            Consumer<Progress> progress)
            throws IOException;

    /**
     * Commits a container's filesystem as an image.
     *
     * @param config what the image shall say, before the note's changes
     */
    StoredImage commit(String containerId, StoredImage base, ImageConfig config, CommitNote note) throws IOException;

    /** Frees what only this image uses. The log has it removed already. */
    void forget(ImageId id) throws IOException;

    /** Bytes on disk of all layers, each once. */
    long layersSizeBytes() throws IOException;

    /** Bytes of each layer by diff id. */
    Map<String, Long> layerSizes();

    /**
     * An image on disk.
     *
     * @param steps ids of intermediate images are not kept: empty
     */
    record StoredImage(ImageId id, ImageConfig config, long sizeBytes, String parent) {}

    /**
     * What a commit says of itself.
     *
     * @param changes Dockerfile instructions to apply
     */
    record CommitNote(String comment, String author, List<String> changes) {}

    /** An image and the names it came with. */
    record NamedImage(StoredImage image, List<String> names) {}

    /**
     * What a builder or loader tells meanwhile.
     *
     * @param stream text as Docker's {@code stream} messages; empty for none
     * @param id what a status is about; empty for none
     */
    record Progress(String stream, String status, String id, long current, long total) {
        public static Progress text(String words) {
            return new Progress(words, "", "", 0, 0);
        }
    }

    /** Source: Docker Engine API 1.51, ImageBuild. */
    record BuildOptions(
            String dockerfile,
            String target,
            Map<String, String> buildArgs,
            Map<String, String> labels,
            boolean noCache,
            boolean pull,
            boolean quiet,
            boolean removeIntermediate,
            boolean squash,
            String networkMode,
            List<String> extraHosts,
            long memoryBytes,
            long memorySwapBytes,
            long cpuShares,
            long cpuQuotaMicros,
            long cpuPeriodMicros,
            String cpusetCpus,
            long shmSizeBytes,
            List<String> cacheFrom,
            String platform) {}
}
