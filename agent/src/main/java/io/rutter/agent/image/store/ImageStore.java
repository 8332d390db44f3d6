package io.rutter.agent.image.store;

import io.rutter.agent.image.files.Digests;
import io.rutter.agent.image.files.Trees;
import io.rutter.agent.image.store.StepCache.Made;
import io.rutter.agent.image.tar.LayerTar;
import io.rutter.agent.linux.files.MountEntry;
import io.rutter.agent.linux.files.Mounts;
import io.rutter.engine.id.ImageId;
import io.rutter.engine.image.ImageConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All images and layers of a node, and who uses what. Work on layers goes through a {@link Lease}, which keeps them while nothing
 * else does. One lock guards the bookkeeping; unpacking is outside it.
 */
public final class ImageStore {
    private static final Logger LOG = LoggerFactory.getLogger(ImageStore.class);
    private static final int PIPE_BYTES = 1 << 20;

    private final StorePaths paths;
    private final BlobStore blobs;
    private final LayerStore layers;
    private final StepCache steps;
    private final Set<String> live = new HashSet<>();
    /** Images by layer. */
    private final Map<String, Set<String>> users = new HashMap<>();

    private final Map<String, Integer> leased = new HashMap<>();
    private final Queue<Path> dying = new ConcurrentLinkedQueue<>();
    private final Map<String, byte[]> configs = new HashMap<>();

    /**
     * Opens the store and removes what a crash left half made. What cannot be read or removed is told and left as it is: of one
     * broken image or layer the others are none the worse.
     */
    public ImageStore(Path dataRoot) throws IOException {
        paths = new StorePaths(dataRoot);
        paths.make();
        attempt("What a crash left half made", () -> {
            unmountLeftovers();
            Trees.empty(paths.temporary());
        });
        blobs = new BlobStore(paths);
        layers = new LayerStore(paths);
        steps = new StepCache(paths, blobs);
        try (var children = Files.newDirectoryStream(paths.live())) {
            children.forEach(child -> live.add(Digests.PREFIX + child.getFileName()));
        }
        if (readImages()) {
            for (String diffId : layers.all()) {
                attempt("Layer " + diffId, () -> removeUnused(diffId));
            }
        }
        bury();
    }

    /** A part of the opening. */
    private interface Part {
        void take() throws IOException;
    }

    private static boolean attempt(String what, Part part) {
        try {
            part.take();
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.error("{} is left as it is", what, e);
            return false;
        }
    }

    public StorePaths paths() {
        return paths;
    }

    /** Begins work on layers. Close it when an image holds them, or when the work has failed. */
    public Lease lease() {
        return new Lease();
    }

    /** The bytes that an image's id is the digest of. */
    public synchronized Optional<byte[]> configBytes(ImageId id) throws IOException {
        byte[] known = configs.get(id.value());
        return known != null ? Optional.of(known) : Optional.empty();
    }

    public Optional<ImageConfig> config(ImageId id) throws IOException {
        Optional<byte[]> bytes = configBytes(id);
        return bytes.isEmpty() ? Optional.empty() : Optional.of(ImageJson.read(bytes.get(), this::sizeOrZero));
    }

    /** Keeps an image that the log is about to know. Its layers must be on disk. */
    public synchronized ImageId keep(byte[] config) throws IOException {
        String id = store(config);
        keepLive(new ImageId(id));
        return new ImageId(id);
    }

    /** Keeps an image that a build step made for the log to know it. */
    public synchronized void keepLive(ImageId id) throws IOException {
        if (live.add(id.value())) {
            blobs.writeDurably(paths.live().resolve(id.hex()), new byte[0]);
        }
    }

    /** Keeps what a build step made, found again by its key. */
    public ImageId keepStep(String key, byte[] config, String parent) throws IOException {
        String id;
        synchronized (this) {
            id = store(config);
            Optional<Made> before = steps.find(key);
            steps.put(key, new Made(id, parent));
            if (before.isPresent() && !before.get().image().equals(id)) {
                collect(before.get().image());
            }
        }
        bury();
        return new ImageId(id);
    }

    /** The image that a build step made this one on; empty when none is known. */
    public synchronized String parent(ImageId id) {
        return steps.parent(id.value());
    }

    /** What a build step made, if all of it is still there. */
    public synchronized Optional<ImageId> step(String key) throws IOException {
        Optional<Made> made = steps.find(key);
        if (made.isEmpty() || !configs.containsKey(made.get().image())) {
            return Optional.empty();
        }
        return Optional.of(new ImageId(made.get().image()));
    }

    /** The log has this image removed: frees what only it uses, as far as no build step was made on it. */
    public void forget(ImageId id) throws IOException {
        synchronized (this) {
            if (live.remove(id.value())) {
                Files.deleteIfExists(paths.live().resolve(id.hex()));
            }
            collect(id.value());
        }
        bury();
    }

    /** Removes the files of layers that are gone: not under the lock, for which every start of a container waits. */
    private void bury() {
        for (Path files = dying.poll(); files != null; files = dying.poll()) {
            try {
                Trees.remove(files);
            } catch (IOException e) {
                LOG.warn("What is left of a layer in {} is removed at the next start", files, e);
            }
        }
    }

    /** Images kept here that are not among these. */
    public synchronized List<ImageId> strangers(Set<String> ids) {
        return live.stream().filter(id -> !ids.contains(id)).map(ImageId::new).toList();
    }

    public Optional<Layer> layer(String diffId) throws IOException {
        return layers.find(diffId);
    }

    /** Where a layer's files are, in the overlay's form. Not to be changed. */
    public Path layerFiles(String diffId) {
        return layers.files(diffId);
    }

    /** Writes a layer's tar, uncompressed. */
    public void writeTar(String diffId, OutputStream out) throws IOException {
        layers.writeTar(diffId, out);
    }

    /** Bytes of each layer on disk, by diff id. */
    public Map<String, Long> layerSizes() throws IOException {
        Map<String, Long> sizes = new LinkedHashMap<>();
        for (String diffId : layers.all()) {
            layers.find(diffId).ifPresent(layer -> sizes.put(diffId, layer.sizeBytes()));
        }
        return sizes;
    }

    /** Bytes of all layers of an image. */
    public long sizeBytes(ImageConfig config) throws IOException {
        long total = 0;
        for (String diffId : config.diffIds()) {
            total += sizeOrZero(diffId);
        }
        return total;
    }

    /** Keeps layers from being freed. */
    public final class Lease implements AutoCloseable {
        private final List<String> held = new ArrayList<>();

        private Lease() {}

        /** Unpacks an uncompressed tar. */
        public Layer unpack(InputStream tar) throws IOException {
            return layers.unpack(tar, this::hold);
        }

        /** Copies a directory that is in the overlay's form and may change meanwhile, and makes a layer of the copy. */
        public Layer copy(Path upper) throws IOException {
            PipedInputStream in = new PipedInputStream(PIPE_BYTES);
            CompletableFuture<Void> written = new CompletableFuture<>();
            try (PipedOutputStream out = new PipedOutputStream(in)) {
                Thread.ofVirtual().name("rutter-layer-copy").start(() -> {
                    try (out) {
                        new LayerTar(out).write(upper);
                        written.complete(null);
                    } catch (IOException | RuntimeException e) {
                        written.completeExceptionally(e);
                    }
                });
                Layer layer = unpack(in);
                written.get();
                return layer;
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while a layer was copied");
            }
        }

        /** A new directory whose {@code diff} a layer can be made of. Removed by who asked for it. */
        public Path work() throws IOException {
            return layers.work();
        }

        /** Makes a layer of a work directory's files. */
        public Layer adopt(Path work) throws IOException {
            return layers.adopt(work, this::hold);
        }

        public void hold(List<String> diffIds) {
            diffIds.forEach(this::hold);
        }

        private void hold(String diffId) {
            synchronized (ImageStore.this) {
                leased.merge(diffId, 1, Integer::sum);
                held.add(diffId);
            }
        }

        @Override
        public void close() throws IOException {
            synchronized (ImageStore.this) {
                List<String> free = List.copyOf(held);
                held.clear();
                for (String diffId : free) {
                    leased.computeIfPresent(diffId, (_, count) -> count == 1 ? null : count - 1);
                }
                for (String diffId : free) {
                    removeUnused(diffId);
                }
            }
            bury();
        }
    }

    private void unmountLeftovers() throws IOException {
        for (MountEntry mount : Mounts.table().reversed()) {
            if (mount.target().startsWith(paths.temporary())) {
                Mounts.unmount(mount.target());
            }
        }
    }

    /** @return false when it is not known of every image which layers it needs: none may be taken for unused then */
    private boolean readImages() {
        Set<String> wanted = new HashSet<>(live);
        wanted.addAll(steps.images());
        boolean all = true;
        for (String id : wanted) {
            all &= attempt("Image " + id, () -> {
                Optional<byte[]> config = blobs.get(id);
                if (config.isPresent()) {
                    use(id, config.get());
                }
            });
        }
        return all;
    }

    private String store(byte[] config) throws IOException {
        for (String diffId : ImageJson.read(config, _ -> 0).diffIds()) {
            if (layers.find(diffId).isEmpty()) {
                throw new IOException("layer " + diffId + " is not on disk");
            }
        }
        String id = blobs.put(config);
        use(id, config);
        return id;
    }

    private void use(String id, byte[] config) throws IOException {
        List<String> diffIds = ImageJson.read(config, _ -> 0).diffIds();
        configs.put(id, config);
        for (String diffId : diffIds) {
            users.computeIfAbsent(diffId, _ -> new HashSet<>()).add(id);
        }
        users.computeIfAbsent(chain(diffIds), _ -> new HashSet<>()).add(id);
    }

    private void collect(String id) throws IOException {
        if (live.contains(id) || steps.hasChildren(id)) {
            return;
        }
        Set<String> parents = steps.removeResult(id);
        byte[] config = configs.remove(id);
        if (config != null) {
            List<String> diffIds = ImageJson.read(config, _ -> 0).diffIds();
            for (String diffId : diffIds) {
                unuse(diffId, id);
                removeUnused(diffId);
            }
            unuse(chain(diffIds), id);
            if (!users.containsKey(chain(diffIds))) {
                Trees.remove(paths.mountPoints().resolve(Digests.hex(chain(diffIds))));
            }
            blobs.remove(id);
        }
        for (String parent : parents) {
            collect(parent);
        }
    }

    /** A name for layers in their order; no layer's own. */
    static String chain(List<String> diffIds) {
        return Digests.of(("chain " + String.join(" ", diffIds)).getBytes(StandardCharsets.US_ASCII));
    }

    private void unuse(String diffId, String id) {
        users.computeIfPresent(diffId, (_, ids) -> {
            ids.remove(id);
            return ids.isEmpty() ? null : ids;
        });
    }

    private void removeUnused(String diffId) throws IOException {
        if (!users.containsKey(diffId) && !leased.containsKey(diffId)) {
            layers.remove(diffId).ifPresent(dying::add);
        }
    }

    private long sizeOrZero(String diffId) {
        try {
            return layers.find(diffId).map(Layer::sizeBytes).orElse(0L);
        } catch (IOException e) {
            return 0;
        }
    }
}
