package io.rutter.agent.image.archive;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.agent.image.files.Digests;
import io.rutter.agent.image.store.ImageJson;
import io.rutter.agent.image.store.ImageStore;
import io.rutter.agent.image.store.Layer;
import io.rutter.agent.image.tar.TarEntries;
import io.rutter.engine.id.ImageId;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes images into one tar that is an OCI layout and Docker's archive at once. The same images always give the same bytes.
 */
public final class ArchiveSaver {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BLOBS = "blobs/sha256/";
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";
    private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
    private static final String LAYER = "application/vnd.oci.image.layer.v1.tar";

    private final ImageStore store;
    private final Set<String> written = new HashSet<>();
    private final ArrayNode docker = JSON.createArrayNode();
    private final ObjectNode index = JSON.createObjectNode();
    private final ArrayNode manifests;
    private final ObjectNode repositories = JSON.createObjectNode();

    public ArchiveSaver(ImageStore store) {
        this.store = store;
        index.put("schemaVersion", 2).put("mediaType", INDEX);
        manifests = index.putArray("manifests");
    }

    /** @param images with the names that the archive shall carry */
    public void save(Map<ImageId, List<String>> images, OutputStream out) throws IOException {
        try (ImageStore.Lease lease = store.lease()) {
            TarEntries tar = new TarEntries(out);
            tar.directory("blobs/");
            tar.directory(BLOBS);
            for (Map.Entry<ImageId, List<String>> each : images.entrySet()) {
                image(each.getKey(), each.getValue(), tar, lease);
            }
            tar.file("index.json", JSON.writeValueAsBytes(index));
            tar.file("manifest.json", JSON.writeValueAsBytes(docker));
            tar.file(
                    "oci-layout", JSON.writeValueAsBytes(JSON.createObjectNode().put("imageLayoutVersion", "1.0.0")));
            if (!repositories.isEmpty()) {
                tar.file("repositories", JSON.writeValueAsBytes(repositories));
            }
            tar.finish();
        }
    }

    private void image(ImageId id, List<String> names, TarEntries tar, ImageStore.Lease lease) throws IOException {
        byte[] config = store.configBytes(id).orElseThrow(() -> new IOException("No such image: " + id));
        List<String> diffIds = ImageJson.read(config, _ -> 0).diffIds();
        lease.hold(diffIds);
        ObjectNode manifest = JSON.createObjectNode();
        manifest.put("schemaVersion", 2).put("mediaType", MANIFEST);
        describe(manifest.putObject("config"), CONFIG, id.value(), config.length);
        ArrayNode layers = manifest.putArray("layers");
        ObjectNode entry = docker.addObject();
        entry.put("Config", BLOBS + id.hex());
        ArrayNode tags = entry.putArray("RepoTags");
        names.forEach(tags::add);
        ArrayNode files = entry.putArray("Layers");
        for (String diffId : diffIds) {
            Layer layer = store.layer(diffId).orElseThrow(() -> new IOException("layer " + diffId + " is not on disk"));
            describe(layers.addObject(), LAYER, diffId, layer.tarBytes());
            files.add(BLOBS + Digests.hex(diffId));
            if (written.add(diffId)) {
                tar.file(BLOBS + Digests.hex(diffId), layer.tarBytes(), to -> store.writeTar(diffId, to));
            }
        }
        blob(tar, config);
        byte[] bytes = JSON.writeValueAsBytes(manifest);
        blob(tar, bytes);
        announce(Digests.of(bytes), bytes.length, names, diffIds.isEmpty() ? id.value() : diffIds.getLast());
    }

    private void blob(TarEntries tar, byte[] bytes) throws IOException {
        String digest = Digests.of(bytes);
        if (written.add(digest)) {
            tar.file(BLOBS + Digests.hex(digest), bytes);
        }
    }

    private void announce(String digest, int sizeBytes, List<String> names, String top) {
        if (names.isEmpty()) {
            describe(manifests.addObject(), MANIFEST, digest, sizeBytes);
        }
        for (String name : names) {
            ObjectNode shown = manifests.addObject();
            describe(shown, MANIFEST, digest, sizeBytes);
            int colon = name.lastIndexOf(':');
            String tag = colon > name.lastIndexOf('/') ? name.substring(colon + 1) : "latest";
            String repository = colon > name.lastIndexOf('/') ? name.substring(0, colon) : name;
            shown.putObject("annotations")
                    .put("io.containerd.image.name", FamiliarNames.full(repository + ":" + tag))
                    .put("org.opencontainers.image.ref.name", tag);
            repositories
                    .withObject("/" + repository.replace("~", "~0").replace("/", "~1"))
                    .put(tag, Digests.hex(top));
        }
    }

    private static void describe(ObjectNode node, String mediaType, String digest, long sizeBytes) {
        node.put("mediaType", mediaType).put("digest", digest).put("size", sizeBytes);
    }
}
