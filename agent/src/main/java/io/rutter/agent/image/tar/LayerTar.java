package io.rutter.agent.image.tar;

import io.rutter.agent.image.files.Digests;
import io.rutter.agent.image.files.FileFacts;
import io.rutter.agent.linux.files.HostFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the tar of a layer from a directory in the overlay's form: sorted, whole seconds, whiteouts as {@code .wh.} files.
 */
public final class LayerTar {
    private static final int END_BLOCKS = 2;

    private final MessageDigest digest;
    private final LayerRecipe.@Nullable Writer recipe;
    private final OutputStream out;
    private final byte[] buffer = new byte[1 << 16];
    private final Map<Long, String> linked = new HashMap<>();
    private long count;

    /** A tar that is digested and described, and whose bytes go nowhere. */
    public LayerTar(MessageDigest digest, LayerRecipe.Writer recipe) {
        this.digest = digest;
        this.recipe = recipe;
        out = OutputStream.nullOutputStream();
    }

    /** A tar that is written. */
    public LayerTar(OutputStream out) {
        digest = Digests.sha256();
        recipe = null;
        this.out = out;
    }

    /** @return length of the tar */
    public long write(Path root) throws IOException {
        directory(root, "");
        raw(new byte[TarHeader.BLOCK * END_BLOCKS]);
        return count;
    }

    private void directory(Path directory, String prefix) throws IOException {
        String[] names = directory.toFile().list();
        if (names == null) {
            throw new IOException(directory + ": not readable");
        }
        Arrays.sort(names);
        for (String name : names) {
            entry(directory.resolve(name), prefix, name);
        }
    }

    private void entry(Path path, String prefix, String name) throws IOException {
        FileFacts found = FileFacts.of(path);
        String shown = prefix + name;
        if (found.directory()) {
            raw(TarHeader.of(found, shown + "/", TarHeader.DIRECTORY, "", attributes(path))
                    .blocks());
            if (Whiteouts.isOpaque(path)) {
                raw(TarHeader.file(shown + "/" + Whiteouts.OPAQUE_NAME, 0, 0).blocks());
            }
            directory(path, shown + "/");
        } else if (found.whiteout()) {
            raw(TarHeader.file(prefix + Whiteouts.PREFIX + name, 0, 0).blocks());
        } else {
            leaf(path, shown, found);
        }
    }

    /** A socket is nothing that a tar can hold, and is left out. */
    private void leaf(Path path, String shown, FileFacts found) throws IOException {
        String first = found.names() > 1 ? linked.putIfAbsent(found.inode(), shown) : null;
        if (first != null) {
            raw(TarHeader.of(found, shown, TarHeader.HARD_LINK, first, Map.of()).blocks());
        } else if (found.regular()) {
            raw(TarHeader.of(found, shown, TarHeader.FILE, "", attributes(path)).blocks());
            payload(path, shown, found.inode(), found.sizeBytes());
        } else if (found.symbolicLink()) {
            String target = Files.readSymbolicLink(path).toString();
            raw(TarHeader.of(found, shown, TarHeader.SYMBOLIC_LINK, target, attributes(path))
                    .blocks());
        } else if (found.node()) {
            char flag = found.type() == HostFiles.S_IFIFO
                    ? TarHeader.FIFO
                    : found.type() == HostFiles.S_IFBLK ? TarHeader.BLOCK_DEVICE : TarHeader.CHARACTER_DEVICE;
            raw(TarHeader.of(found, shown, flag, "", attributes(path)).blocks());
        }
    }

    private void payload(Path path, String shown, long inode, long sizeBytes) throws IOException {
        if (recipe != null) {
            recipe.payload(shown, inode, sizeBytes);
        }
        long left = sizeBytes;
        if (left > 0) {
            try (InputStream in = Files.newInputStream(path)) {
                while (left > 0) {
                    int length = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                    if (length < 0) {
                        throw new IOException(path + ": became shorter while it was read");
                    }
                    bytes(buffer, length);
                    left -= length;
                }
            }
        }
        count += sizeBytes;
        raw(new byte[TarHeader.padding(sizeBytes)]);
    }

    private void raw(byte[] bytes) throws IOException {
        bytes(bytes, bytes.length);
        if (recipe != null) {
            recipe.raw(bytes, bytes.length);
        }
        count += bytes.length;
    }

    private void bytes(byte[] bytes, int length) throws IOException {
        if (recipe == null) {
            out.write(bytes, 0, length);
        } else {
            digest.update(bytes, 0, length);
        }
    }

    /** What of a file's attributes belongs into a layer: not the overlay's own, and no labels of this host. */
    private static Map<String, byte[]> attributes(Path path) throws IOException {
        Map<String, byte[]> found = new LinkedHashMap<>();
        for (String name : HostFiles.attributes(path)) {
            if (!name.startsWith(Whiteouts.OVERLAY_PREFIX) && !name.equals("security.selinux")) {
                HostFiles.attribute(path, name).ifPresent(value -> found.put(name, value));
            }
        }
        return found;
    }
}
