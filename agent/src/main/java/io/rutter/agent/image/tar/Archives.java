package io.rutter.agent.image.tar;

import io.rutter.agent.image.files.Digests;
import io.rutter.agent.image.tar.TarUnpacker.Written;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Tars that are no layers: build contexts and what ADD unpacks. */
public final class Archives {
    private static final int HEADER_BYTES = 512;
    /** Of a build context: what is known of each is held in memory. */
    private static final int FILES_LIMIT = 1_000_000;

    private Archives() {}

    /**
     * Unpacks a tar, plain or compressed, into a directory that nobody else changes. Nothing outside is touched.
     *
     * @return digests of the contents of regular files, by path under the directory
     */
    public static Map<String, byte[]> unpack(InputStream stream, Path directory) throws IOException {
        Map<String, byte[]> digests = new HashMap<>();
        MessageDigest digest = Digests.sha256();
        TarUnpacker unpacker = new TarUnpacker(directory, null);
        each(stream, (entry, payload, extended) -> {
            Written written = unpacker.unpack(entry, new Digesting(payload, digest), extended);
            byte[] content = digest.digest();
            if (written != null) {
                if (digests.size() >= FILES_LIMIT) {
                    throw new IOException("tar: more than " + FILES_LIMIT + " files");
                }
                digests.put(written.path(), content);
            }
        });
        unpacker.finish();
        return digests;
    }

    /** What is done with an entry of a tar. */
    public interface Visit {
        /**
         * @param payload its bytes; good until this returns
         * @param extended its extended attributes
         */
        void entry(TarArchiveEntry entry, InputStream payload, Map<String, byte[]> extended) throws IOException;
    }

    /** Reads a tar, plain or compressed, entry by entry. */
    public static void each(InputStream stream, Visit visit) throws IOException {
        HeaderTap tap = new HeaderTap(Compressed.open(stream), null);
        try (TarArchiveInputStream in = new TarArchiveInputStream(tap, StandardCharsets.UTF_8.name())) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isCheckSumOK()) {
                    throw new IOException("archive/tar: invalid tar header");
                }
                byte[] headers = tap.take();
                boolean extended =
                        entry.getExtraPaxHeaders().keySet().stream().anyMatch(key -> key.startsWith("SCHILY."));
                tap.payload(true);
                visit.entry(entry, in, extended ? PaxAttributes.of(headers) : Map.of());
                tap.payload(false);
            }
        }
        if (tap.count() > 0 && tap.count() < HEADER_BYTES) {
            throw new EOFException("a tar shorter than one header");
        }
    }

    /** Whether a file is a tar, plain or compressed. */
    public static boolean is(InputStream stream) throws IOException {
        try {
            byte[] first = Compressed.open(stream).readNBytes(HEADER_BYTES);
            return TarArchiveInputStream.matches(first, first.length);
        } catch (java.util.zip.ZipException | java.io.EOFException e) {
            return false;
        }
    }

    private static final class Digesting extends FilterInputStream {
        private final MessageDigest digest;

        Digesting(InputStream in, MessageDigest digest) {
            super(in);
            this.digest = digest;
        }

        @Override
        public int read(byte[] buffer) throws IOException {
            return read(buffer, 0, buffer.length);
        }

        @Override
        public int read(byte[] buffer, int offset, int wanted) throws IOException {
            int length = super.read(buffer, offset, wanted);
            if (length > 0) {
                digest.update(buffer, offset, length);
            }
            return length;
        }
    }
}
