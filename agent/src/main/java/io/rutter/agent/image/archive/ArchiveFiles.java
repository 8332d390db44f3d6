package io.rutter.agent.image.archive;

import io.rutter.agent.image.files.Digests;
import io.rutter.agent.image.files.Inside;
import io.rutter.agent.image.store.ImageStore;
import io.rutter.agent.image.store.Layer;
import io.rutter.agent.image.tar.Archives;
import io.rutter.agent.image.tar.Compressed;
import io.rutter.engine.assignment.ImageOperations.Progress;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * What an archive holds, read in one pass: documents are kept in memory, layers are unpacked as they come by, whatever order the
 * archive has.
 */
final class ArchiveFiles {
    private static final int MAX_DOCUMENT_BYTES = 8 << 20;
    private static final int MAX_DOCUMENTS_BYTES = 64 << 20;
    private static final int MAX_LINKS = 16;
    /** Of layers and of links: a thousand images have fewer. */
    private static final int MAX_NAMES = 100_000;

    private static final int HEADER_BYTES = 512;
    private static final String BLOBS = "blobs/sha256/";

    private final ImageStore store;
    private final ImageStore.Lease lease;
    private final Consumer<Progress> progress;
    private final Map<String, byte[]> documents = new HashMap<>();
    private final Map<String, String> layers = new HashMap<>();
    private final Map<String, String> links = new HashMap<>();
    private int documentBytes;

    ArchiveFiles(ImageStore store, ImageStore.Lease lease, Consumer<Progress> progress) {
        this.store = store;
        this.lease = lease;
        this.progress = progress;
    }

    void read(InputStream stream) throws IOException {
        Archives.each(new Unclosed(stream), (entry, payload, _) -> entry(entry, payload));
    }

    private void entry(TarArchiveEntry entry, InputStream payload) throws IOException {
        String name = String.join("/", Inside.parts(entry.getName()));
        if (entry.isSymbolicLink()) {
            int slash = name.lastIndexOf('/');
            String from = slash < 0 ? "" : name.substring(0, slash + 1);
            link(name, from + entry.getLinkName());
        } else if (entry.isLink()) {
            link(name, entry.getLinkName());
        } else if (!entry.isDirectory() && entry.getSize() > 0) {
            file(name, entry.getSize(), new BufferedInputStream(new Unclosed(payload), 1 << 16));
        }
    }

    private void link(String name, String target) throws IOException {
        if (links.size() >= MAX_NAMES) {
            throw new IOException("invalid archive: more than " + MAX_NAMES + " links");
        }
        links.put(name, String.join("/", Inside.parts(target)));
    }

    Optional<byte[]> document(String name) {
        return Optional.ofNullable(documents.get(resolve(name)));
    }

    Optional<byte[]> blob(String digest) {
        return Digests.wellFormed(digest) ? document(BLOBS + Digests.hex(digest)) : Optional.empty();
    }

    /** Diff id of the layer that a file of the archive was. */
    Optional<String> layer(String name) {
        return Optional.ofNullable(layers.get(resolve(name)));
    }

    Optional<String> layerBlob(String digest) {
        return Digests.wellFormed(digest) ? layer(BLOBS + Digests.hex(digest)) : Optional.empty();
    }

    private String resolve(String name) {
        String at = String.join("/", Inside.parts(name));
        for (int i = 0; i < MAX_LINKS && links.containsKey(at); i++) {
            at = links.getOrDefault(at, at);
        }
        return at;
    }

    private void file(String name, long sizeBytes, BufferedInputStream in) throws IOException {
        String digest = name.startsWith(BLOBS) ? Digests.PREFIX + name.substring(BLOBS.length()) : "";
        if (Digests.wellFormed(digest) && store.layer(digest).isPresent()) {
            // the very layer is here: what the archive has of it need not be read
            layers.put(name, digest);
            lease.hold(java.util.List.of(digest));
            return;
        }
        in.mark(HEADER_BYTES);
        byte[] first = in.readNBytes(HEADER_BYTES);
        in.reset();
        if (isDocument(first)) {
            keepDocument(name, sizeBytes, in);
        } else if (Compressed.form(first) != Compressed.Form.PLAIN
                || TarArchiveInputStream.matches(first, first.length)
                || name.endsWith(".tar")) {
            Layer layer = lease.unpack(Compressed.open(new Counted(in, name, sizeBytes)));
            if (layers.size() >= MAX_NAMES) {
                throw new IOException("invalid archive: more than " + MAX_NAMES + " layers");
            }
            layers.put(name, layer.diffId());
        }
    }

    private static boolean isDocument(byte[] first) {
        for (byte each : first) {
            if (each == '{' || each == '[') {
                return true;
            }
            if (each != ' ' && each != '\n' && each != '\r' && each != '\t') {
                return false;
            }
        }
        return false;
    }

    private void keepDocument(String name, long sizeBytes, InputStream in) throws IOException {
        if (sizeBytes > MAX_DOCUMENT_BYTES || documentBytes + sizeBytes > MAX_DOCUMENTS_BYTES) {
            throw new IOException("invalid archive: " + name + " is too large");
        }
        byte[] bytes = in.readNBytes((int) sizeBytes);
        documentBytes += bytes.length;
        documents.put(name, bytes);
    }

    /** An entry's stream, whose end is not the archive's. */
    private static final class Unclosed extends FilterInputStream {
        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return super.read(buffer, offset, length);
        }

        @Override
        public void close() {
            // the archive goes on
        }
    }

    /** Tells how far a layer has been read. */
    private final class Counted extends FilterInputStream {
        private static final int TELL_EVERY_BYTES = 1 << 20;

        private final String id;
        private final long total;
        private long count;
        private long told;

        Counted(InputStream in, String name, long total) {
            super(in);
            String bare = name.startsWith(BLOBS) ? name.substring(BLOBS.length()) : name;
            id = bare.substring(0, Math.min(12, bare.length()));
            this.total = total;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int wanted) throws IOException {
            int length = super.read(buffer, offset, wanted);
            count += Math.max(0, length);
            if (count - told >= TELL_EVERY_BYTES || count == total && told != total) {
                told = count;
                progress.accept(new Progress("", "Loading layer", id, count, total));
            }
            return length;
        }
    }
}
