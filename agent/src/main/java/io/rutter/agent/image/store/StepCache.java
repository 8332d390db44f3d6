package io.rutter.agent.image.store;

import io.rutter.agent.image.files.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which image a build step made, by the step's key. A file each; read once. What it names may be gone: then it is a miss. Guarded by
 * the store that owns it.
 */
final class StepCache {
    private static final Logger LOG = LoggerFactory.getLogger(StepCache.class);

    private final StorePaths paths;
    private final BlobStore blobs;
    private final Map<String, Made> byKey = new HashMap<>();
    private final Map<String, Set<String>> keysByImage = new HashMap<>();
    private final Map<String, Set<String>> keysByParent = new HashMap<>();

    /**
     * @param image id of what the step made
     * @param parent id of what it was made on; empty for nothing
     */
    record Made(String image, String parent) {}

    StepCache(StorePaths paths, BlobStore blobs) throws IOException {
        this.paths = paths;
        this.blobs = blobs;
        try (var children = Files.newDirectoryStream(paths.cache())) {
            for (Path child : children) {
                read(child).ifPresent(made -> add(child.getFileName().toString(), made));
            }
        }
    }

    Optional<Made> find(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    void put(String key, Made made) throws IOException {
        remove(key);
        blobs.writeDurably(
                paths.cache().resolve(key),
                (made.image() + "\n" + made.parent() + "\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        add(key, made);
    }

    Set<String> images() {
        return keysByImage.keySet();
    }

    /** Whether a step was made on this image. */
    boolean hasChildren(String image) {
        return keysByParent.containsKey(image);
    }

    /** What an image was made on; empty when no step made it. */
    String parent(String image) {
        for (String key : keysByImage.getOrDefault(image, Set.of())) {
            Made made = byKey.get(key);
            if (made != null) {
                return made.parent();
            }
        }
        return "";
    }

    /** Forgets every step that made this image; gives what they were made on. */
    Set<String> removeResult(String image) throws IOException {
        Set<String> parents = new HashSet<>();
        for (String key : Set.copyOf(keysByImage.getOrDefault(image, Set.of()))) {
            Made made = byKey.get(key);
            if (made != null) {
                parents.add(made.parent());
            }
            remove(key);
        }
        parents.remove("");
        parents.remove(image);
        return parents;
    }

    private void remove(String key) throws IOException {
        Made made = byKey.remove(key);
        if (made != null) {
            take(keysByImage, made.image(), key);
            take(keysByParent, made.parent(), key);
            Files.deleteIfExists(paths.cache().resolve(key));
        }
    }

    private void add(String key, Made made) {
        byKey.put(key, made);
        keysByImage.computeIfAbsent(made.image(), _ -> new HashSet<>()).add(key);
        if (!made.parent().equals(made.image())) {
            keysByParent.computeIfAbsent(made.parent(), _ -> new HashSet<>()).add(key);
        }
    }

    private static void take(Map<String, Set<String>> index, String id, String key) {
        index.computeIfPresent(id, (_, keys) -> {
            keys.remove(key);
            return keys.isEmpty() ? null : keys;
        });
    }

    /** What cannot be read was never cached. */
    private static Optional<Made> read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            boolean whole = lines.size() == 2 && Digests.wellFormed(lines.get(0));
            return whole ? Optional.of(new Made(lines.get(0), lines.get(1))) : Optional.empty();
        } catch (IOException e) {
            LOG.warn("The step in {} is made again when it is needed", file, e);
            return Optional.empty();
        }
    }
}
