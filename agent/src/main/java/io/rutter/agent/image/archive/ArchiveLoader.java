package io.rutter.agent.image.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rutter.agent.image.files.Digests;
import io.rutter.agent.image.store.ImageJson;
import io.rutter.agent.image.store.ImageStore;
import io.rutter.engine.assignment.ImageOperations.Progress;
import io.rutter.engine.id.ImageId;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads images out of a tar: a {@code manifest.json} as Docker writes it, else an OCI layout's {@code index.json}. */
public final class ArchiveLoader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_INDEX_DEPTH = 4;
    private static final int MAX_IMAGES = 1_000;

    private final ImageStore store;
    private final String architecture;

    public ArchiveLoader(ImageStore store, String architecture) {
        this.store = store;
        this.architecture = architecture;
    }

    /** @return images in the archive's order, with the names that they carry; every one is kept */
    public Map<ImageId, List<String>> load(InputStream tar, Consumer<Progress> progress) throws IOException {
        try (ImageStore.Lease lease = store.lease()) {
            ArchiveFiles files = new ArchiveFiles(store, lease, progress);
            files.read(tar);
            Map<ImageId, List<String>> found = new LinkedHashMap<>();
            Optional<byte[]> manifest = files.document("manifest.json");
            Optional<byte[]> index = files.document("index.json");
            if (manifest.isPresent()) {
                for (JsonNode each : JSON.readTree(manifest.get())) {
                    docker(files, each, found);
                }
            } else if (index.isPresent()) {
                index(files, JSON.readTree(index.get()), "", 0, found);
            } else {
                throw new IOException("invalid archive: does not contain a manifest.json");
            }
            return found;
        }
    }

    private void docker(ArchiveFiles files, JsonNode entry, Map<ImageId, List<String>> found) throws IOException {
        String configName = entry.path("Config").asText();
        byte[] config = files.document(configName)
                .orElseThrow(() -> new IOException("invalid archive: open " + configName + ": no such file"));
        List<String> layers = new ArrayList<>();
        for (JsonNode layer : entry.path("Layers")) {
            layers.add(files.layer(layer.asText())
                    .orElseThrow(() -> new IOException("invalid archive: open " + layer.asText() + ": no such layer")));
        }
        List<String> names = new ArrayList<>();
        entry.path("RepoTags").forEach(name -> names.add(name.asText()));
        keep(config, layers, names, found);
    }

    private void index(
            ArchiveFiles files, JsonNode index, String outerName, int depth, Map<ImageId, List<String>> found)
            throws IOException {
        if (depth > MAX_INDEX_DEPTH) {
            throw new IOException("invalid archive: indexes in indexes, too deep");
        }
        for (JsonNode each : index.path("manifests")) {
            String name = outerName.isEmpty() ? name(each.path("annotations")) : outerName;
            String digest = each.path("digest").asText();
            Optional<byte[]> bytes = files.blob(digest);
            boolean other = depth > 0 && !fits(each.path("platform"));
            if (bytes.isEmpty() || other) {
                continue;
            }
            if (!Digests.of(bytes.get()).equals(digest)) {
                throw new IOException("invalid archive: blob " + digest + " has another digest");
            }
            JsonNode document = JSON.readTree(bytes.get());
            if (document.has("manifests")) {
                index(files, document, name, depth + 1, found);
            } else if (document.path("config").has("digest")) {
                oci(files, document, name, found);
            }
        }
    }

    private void oci(ArchiveFiles files, JsonNode manifest, String name, Map<ImageId, List<String>> found)
            throws IOException {
        String configDigest = manifest.path("config").path("digest").asText();
        Optional<byte[]> config = files.blob(configDigest);
        List<String> layers = new ArrayList<>();
        for (JsonNode layer : manifest.path("layers")) {
            String digest = layer.path("digest").asText();
            layers.add(files.layerBlob(digest)
                    .orElseThrow(() -> new IOException("invalid archive: layer " + digest + " is missing")));
        }
        keep(
                config.orElseThrow(() -> new IOException("invalid archive: blob " + configDigest + " is missing")),
                layers,
                name.isEmpty() ? List.of() : List.of(name),
                found);
    }

    private void keep(byte[] config, List<String> layers, List<String> names, Map<ImageId, List<String>> found)
            throws IOException {
        List<String> diffIds = ImageJson.read(config, _ -> 0).diffIds();
        if (diffIds.size() != layers.size()) {
            throw new IOException(
                    "invalid manifest, layers length mismatch: expected " + diffIds.size() + ", got " + layers.size());
        }
        for (int i = 0; i < layers.size(); i++) {
            if (!layers.get(i).equals(diffIds.get(i))) {
                throw new IOException("invalid diffID for layer " + i + ": expected \"" + diffIds.get(i) + "\", got \""
                        + layers.get(i) + "\"");
            }
        }
        if (found.size() >= MAX_IMAGES) {
            throw new IOException("invalid archive: more than " + MAX_IMAGES + " images");
        }
        found.computeIfAbsent(store.keep(config), _ -> new ArrayList<>()).addAll(names);
    }

    private boolean fits(JsonNode platform) {
        return platform.isMissingNode()
                || platform.path("os").asText().equals("linux")
                        && platform.path("architecture").asText().equals(architecture);
    }

    private static String name(JsonNode annotations) {
        String whole = annotations.path("io.containerd.image.name").asText();
        String reference = annotations.path("org.opencontainers.image.ref.name").asText();
        String name = whole.isEmpty() ? reference : whole;
        // a bare tag says nothing of the repository
        return name.contains(":") || name.contains("/") ? FamiliarNames.familiar(name) : "";
    }
}
