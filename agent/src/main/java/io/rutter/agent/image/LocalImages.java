package io.rutter.agent.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.rutter.agent.image.archive.ArchiveLoader;
import io.rutter.agent.image.archive.ArchiveSaver;
import io.rutter.agent.image.build.dockerfile.DockerfileException;
import io.rutter.agent.image.build.dockerfile.Expansion;
import io.rutter.agent.image.build.dockerfile.Instructions;
import io.rutter.agent.image.build.run.StepRunner;
import io.rutter.agent.image.build.steps.Builder;
import io.rutter.agent.image.build.steps.ImageDraft;
import io.rutter.agent.image.build.steps.Metadata;
import io.rutter.agent.image.store.ImageJson;
import io.rutter.agent.image.store.ImageStore;
import io.rutter.agent.image.store.ImageStore.Lease;
import io.rutter.agent.image.store.Layer;
import io.rutter.agent.image.store.Rootfs;
import io.rutter.agent.image.tar.BadArchive;
import io.rutter.agent.image.tar.Compressed;
import io.rutter.engine.assignment.ContainerOperations.RefusedException;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.ImageId;
import io.rutter.engine.image.ImageConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Images made and kept on this machine. */
public final class LocalImages implements NodeImages {
    private final ImageStore store;
    private final Rootfs rootfs;
    private final InstantSource clock;
    private final Builder builder;

    /**
     * Opens the images under a data root and removes what a crash left half made.
     *
     * @param steps runs the processes of builds
     */
    public LocalImages(Path dataRoot, InstantSource clock, StepRunner steps) throws IOException {
        store = new ImageStore(dataRoot);
        rootfs = new Rootfs(store);
        this.clock = clock;
        builder = new Builder(store, rootfs, steps, clock, architecture(""));
    }

    @Override
    public Rootfs rootfs() {
        return rootfs;
    }

    @Override
    public List<ImageId> strangers(Set<String> ids) {
        return store.strangers(ids);
    }

    @Override
    public StoredImage importTar(InputStream tar, String message, List<String> changes, String platform)
            throws IOException {
        Instant now = clock.instant();
        ImageDraft draft = new ImageDraft(architecture(platform));
        change(draft, changes);
        try (Lease lease = store.lease()) {
            Layer layer = unpack(lease, tar);
            draft.comment(message);
            draft.step(now, "", message, layer.diffId(), layer.sizeBytes());
            return keep(draft.finish(now), "");
        }
    }

    private static Layer unpack(Lease lease, InputStream tar) throws IOException {
        try {
            return lease.unpack(Compressed.open(tar));
        } catch (IOException e) {
            throw BadArchive.explain(e);
        }
    }

    private static void change(ImageDraft draft, List<String> changes) throws RefusedException {
        try {
            for (String change : changes) {
                Expansion expansion = new Expansion(draft.environment(), '\\');
                new Metadata(expansion)
                        .of(Instructions.change(change), draft)
                        .apply()
                        .accept(draft);
            }
        } catch (DockerfileException e) {
            throw new RefusedException(new Problem.Invalid(String.valueOf(e.getMessage())));
        }
    }

    @Override
    public List<NamedImage> load(InputStream tar, Consumer<Progress> progress) throws IOException {
        Map<ImageId, List<String>> loaded;
        try {
            loaded = new ArchiveLoader(store, architecture("")).load(tar, progress);
        } catch (JsonProcessingException e) {
            throw new RefusedException(new Problem.Invalid("invalid archive: " + e.getOriginalMessage()));
        } catch (IOException e) {
            throw BadArchive.explain(e);
        }
        List<NamedImage> images = new ArrayList<>();
        for (Map.Entry<ImageId, List<String>> each : loaded.entrySet()) {
            images.add(new NamedImage(stored(each.getKey(), ""), each.getValue()));
        }
        return images;
    }

    @Override
    public void save(Map<ImageId, List<String>> images, OutputStream tar) throws IOException {
        new ArchiveSaver(store).save(images, tar);
    }

    @Override
    public StoredImage build(
            InputStream context,
            BuildOptions options,
            Function<String, Optional<StoredImage>> resolve,
            Consumer<Progress> progress)
            throws IOException {
        ImageId id = builder.build(context, options, resolve, progress);
        return stored(id, store.parent(id));
    }

    @Override
    public StoredImage commit(String containerId, StoredImage base, ImageConfig config, CommitNote note)
            throws IOException {
        Instant now = clock.instant();
        ImageDraft draft = new ImageDraft(config);
        draft.on(base.config());
        draft.author(note.author());
        draft.comment(note.comment());
        change(draft, note.changes());
        String createdBy = String.join(" ", config.cmd());
        try (Lease lease = store.lease()) {
            lease.hold(base.config().diffIds());
            Path upper = rootfs.upper(containerId);
            String[] names = upper.toFile().list();
            if (names == null || names.length == 0) {
                draft.step(now, createdBy, note.comment());
            } else {
                Layer layer = lease.copy(upper);
                draft.step(now, createdBy, note.comment(), layer.diffId(), layer.sizeBytes());
            }
            return keep(draft.finish(now), base.id().value());
        }
    }

    @Override
    public void forget(ImageId id) throws IOException {
        store.forget(id);
    }

    @Override
    public long layersSizeBytes() throws IOException {
        return store.layerSizes().values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public Map<String, Long> layerSizes() {
        try {
            return store.layerSizes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private StoredImage keep(ImageConfig config, String parent) throws IOException {
        return stored(store.keep(ImageJson.write(config)), parent);
    }

    private StoredImage stored(ImageId id, String parent) throws IOException {
        ImageConfig kept = store.config(id).orElseThrow(() -> new IOException("image " + id + " is not on disk"));
        return new StoredImage(id, kept, store.sizeBytes(kept), parent);
    }

    private static String architecture(String platform) {
        String[] parts = platform.split("/");
        if (parts.length > 1) {
            return parts[1];
        }
        String host = System.getProperty("os.arch");
        return host.equals("aarch64") ? "arm64" : host;
    }
}
