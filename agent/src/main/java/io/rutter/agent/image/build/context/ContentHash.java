package io.rutter.agent.image.build.context;

import io.rutter.agent.image.files.Digests;
import io.rutter.agent.image.files.FileFacts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/**
 * What a file or directory is, as a digest: kinds, modes, owners, names and contents; never times, so that a fresh checkout of the
 * same files finds its steps again.
 */
final class ContentHash {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path root;
    private final Map<String, byte[]> known;
    private final boolean owners;

    /**
     * @param known digests of regular files' contents, by path under the root
     * @param owners whether owners count
     */
    ContentHash(Path root, Map<String, byte[]> known, boolean owners) {
        this.root = root;
        this.known = known;
        this.owners = owners;
    }

    /** 64 hexadecimal digits. */
    String of(Path path) throws IOException {
        MessageDigest digest = Digests.sha256();
        add(digest, path, "");
        return HexFormat.of().formatHex(digest.digest());
    }

    private void add(MessageDigest digest, Path path, String name) throws IOException {
        FileFacts facts = FileFacts.of(path);
        StringBuilder words = new StringBuilder(name).append('\0').append(Integer.toOctalString(facts.mode()));
        if (owners) {
            words.append(' ').append(facts.user()).append(':').append(facts.group());
        }
        words.append('\0');
        if (facts.symbolicLink()) {
            words.append(Files.readSymbolicLink(path)).append('\0');
        } else if (facts.node()) {
            words.append(facts.device()).append('\0');
        }
        digest.update(words.toString().getBytes(StandardCharsets.UTF_8));
        if (facts.regular()) {
            digest.update(content(path));
        } else if (facts.directory()) {
            String[] names = path.toFile().list();
            if (names == null) {
                throw new IOException(path + ": not readable");
            }
            Arrays.sort(names);
            for (String each : names) {
                add(digest, path.resolve(each), name + "/" + each);
            }
        }
    }

    private byte[] content(Path file) throws IOException {
        byte[] there = known.get(root.relativize(file).toString());
        if (there != null) {
            return there;
        }
        MessageDigest digest = Digests.sha256();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                digest.update(buffer, 0, length);
            }
        }
        return digest.digest();
    }
}
