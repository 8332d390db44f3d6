package io.rutter.agent.image.store;

import io.rutter.agent.image.files.Digests;
import io.rutter.agent.image.files.Trees;
import io.rutter.agent.image.tar.HeaderTap;
import io.rutter.agent.image.tar.LayerRecipe;
import io.rutter.agent.image.tar.LayerTar;
import io.rutter.agent.image.tar.PaxAttributes;
import io.rutter.agent.image.tar.TarUnpacker;
import io.rutter.agent.image.tar.TarUnpacker.Written;
import io.rutter.agent.linux.files.HostFiles;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Layers, unpacked once each. A layer that has its name is whole and on disk. */
final class LayerStore {
    private static final String FILES = "diff";
    private static final String RECIPE = "recipe";
    private static final String DISPLACED = "displaced";
    private static final String ABOUT = "about";
    private static final int SHORTEST_LINK = 6;
    private static final int BLOCK_BYTES = 512 * 20;
    private static final int RECORD_BYTES = 512;

    private final StorePaths paths;
    private final Map<String, Layer> known = new ConcurrentHashMap<>();

    LayerStore(StorePaths paths) {
        this.paths = paths;
    }

    /**
     * Unpacks an uncompressed tar. Fails, leaving nothing, when the tar is broken or hostile.
     *
     * @param digested told the layer's name before it is looked for or made, so that it can be held
     */
    Layer unpack(InputStream tar, Consumer<String> digested) throws IOException {
        Path work = work();
        try {
            MessageDigest digest = Digests.sha256();
            HeaderTap tap = new HeaderTap(tar, digest);
            unpackInto(work, tap);
            String diffId = Digests.text(digest.digest());
            digested.accept(diffId);
            return keep(work, diffId, tap.count());
        } finally {
            Trees.remove(work);
        }
    }

    /** A new directory for a layer in the making; its files go to {@link #files(Path)}. */
    Path work() throws IOException {
        Path work = paths.temporary().resolve("layer-" + UUID.randomUUID());
        Files.createDirectories(work.resolve(FILES));
        HostFiles.chmod(work.resolve(FILES), 0755);
        return work;
    }

    static Path files(Path work) {
        return work.resolve(FILES);
    }

    /** Makes a layer of the files of a work directory, which are in the overlay's form; the directory is gone afterwards. */
    Layer adopt(Path work, Consumer<String> digested) throws IOException {
        MessageDigest digest = Digests.sha256();
        long tarBytes;
        try (LayerRecipe.Writer recipe = new LayerRecipe.Writer(work.resolve(RECIPE))) {
            LayerTar tar = new LayerTar(digest, recipe);
            tarBytes = tar.write(work.resolve(FILES));
        }
        String diffId = Digests.text(digest.digest());
        digested.accept(diffId);
        return keep(work, diffId, tarBytes);
    }

    Optional<Layer> find(String diffId) throws IOException {
        Layer layer = known.get(diffId);
        if (layer != null) {
            return Optional.of(layer);
        }
        try {
            List<String> about = Files.readAllLines(paths.layer(diffId).resolve(ABOUT));
            Layer read = new Layer(diffId, Long.parseLong(about.get(0)), Long.parseLong(about.get(1)), about.get(2));
            known.put(diffId, read);
            return Optional.of(read);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new IOException("what is written about layer " + diffId + " cannot be read", e);
        }
    }

    /** Digests of all layers on disk. */
    List<String> all() throws IOException {
        List<String> found = new ArrayList<>();
        try (var children = Files.newDirectoryStream(paths.layers())) {
            children.forEach(child -> found.add(Digests.PREFIX + child.getFileName()));
        }
        return found;
    }

    /** The directory that is mounted. */
    Path files(String diffId) {
        return paths.layer(diffId).resolve(FILES);
    }

    /** Writes the layer's tar, the same bytes as it came in. */
    void writeTar(String diffId, OutputStream out) throws IOException {
        Path layer = paths.layer(diffId);
        LayerRecipe.replay(layer.resolve(RECIPE), layer.resolve(FILES), layer.resolve(DISPLACED), out);
    }

    /**
     * Takes a layer's name away, which takes no time.
     *
     * @return its files, to be removed; after a crash the next start does it. Empty when there is no such layer
     */
    Optional<Path> remove(String diffId) throws IOException {
        Optional<Layer> layer = find(diffId);
        known.remove(diffId);
        if (layer.isEmpty()) {
            return Optional.empty();
        }
        Files.deleteIfExists(paths.links().resolve(layer.get().link()));
        Path dying = paths.temporary().resolve("dying-" + UUID.randomUUID());
        try {
            Files.move(paths.layer(diffId), dying, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        return Optional.of(dying);
    }

    private void unpackInto(Path work, HeaderTap tap) throws IOException {
        TarUnpacker unpacker = new TarUnpacker(work.resolve(FILES), work.resolve(DISPLACED));
        try (LayerRecipe.Writer recipe = new LayerRecipe.Writer(work.resolve(RECIPE))) {
            @SuppressWarnings("resource") // what it reads from is the caller's
            TarArchiveInputStream in =
                    new TarArchiveInputStream(tap, BLOCK_BYTES, RECORD_BYTES, StandardCharsets.UTF_8.name(), false);
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                unpackEntry(unpacker, entry, in, tap, recipe);
            }
            tap.drain();
            if (tap.count() > 0 && tap.count() < RECORD_BYTES) {
                throw new EOFException("shorter than a header");
            }
            byte[] trailer = tap.take();
            recipe.raw(trailer, trailer.length);
        }
        unpacker.finish();
    }

    private static void unpackEntry(
            TarUnpacker unpacker,
            TarArchiveEntry entry,
            TarArchiveInputStream in,
            HeaderTap tap,
            LayerRecipe.Writer recipe)
            throws IOException {
        if (!entry.isCheckSumOK()) {
            throw new IOException("archive/tar: invalid tar header");
        }
        boolean extended = entry.getExtraPaxHeaders().keySet().stream().anyMatch(key -> key.startsWith("SCHILY."));
        byte[] headers = tap.take();
        recipe.raw(headers, headers.length);
        Map<String, byte[]> attributes = extended ? PaxAttributes.of(headers) : Map.of();
        boolean hasPayload = TarUnpacker.regular(entry) && !entry.isSparse() && entry.getSize() > 0;
        if (!hasPayload) {
            unpacker.unpack(entry, in, attributes);
            return;
        }
        tap.payload(true);
        Written written = unpacker.unpack(entry, in, attributes);
        if (written != null) {
            recipe.payload(written.path(), written.inode(), entry.getSize());
        } else {
            // a whiteout with bytes in it: they are nobody's file
            tap.payload(false);
            in.transferTo(OutputStream.nullOutputStream());
        }
        tap.payload(false);
    }

    private Layer keep(Path work, String diffId, long tarBytes) throws IOException {
        Optional<Layer> there = find(diffId);
        if (there.isPresent()) {
            Trees.remove(work);
            return there.get();
        }
        long sizeBytes = Trees.sizeBytes(work.resolve(FILES));
        String link = link(diffId);
        Files.writeString(work.resolve(ABOUT), sizeBytes + "\n" + tarBytes + "\n" + link + "\n");
        HostFiles.syncFilesystem(work);
        try {
            Files.move(work, paths.layer(diffId), StandardCopyOption.ATOMIC_MOVE);
        } catch (java.nio.file.FileSystemException e) {
            // another unpacking of the same layer was first
            Optional<Layer> first = find(diffId);
            if (first.isPresent()) {
                Trees.remove(work);
                return first.get();
            }
            throw e;
        }
        BlobStore.syncDirectory(paths.layers());
        return find(diffId).orElseThrow(() -> new IOException("layer " + diffId + " vanished"));
    }

    /** A short name that is free or already this layer's. */
    private String link(String diffId) throws IOException {
        String hex = Digests.hex(diffId);
        Path target = Path.of("..", "layers", hex, FILES);
        for (int length = SHORTEST_LINK; length <= hex.length(); length++) {
            Path link = paths.links().resolve(hex.substring(0, length));
            try {
                Files.createSymbolicLink(link, target);
                return link.getFileName().toString();
            } catch (FileAlreadyExistsException e) {
                if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(target)) {
                    return link.getFileName().toString();
                }
            }
        }
        throw new IllegalStateException("two layers of one digest");
    }
}
