package io.rutter.agent.operations;

import io.rutter.agent.image.files.FileFacts;
import io.rutter.agent.image.tar.TarHeader;
import io.rutter.agent.linux.files.FileHandle;
import io.rutter.agent.linux.files.HostFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;

/** Writes a tar of what a walk finds, in the order of names, as Docker's archives are. */
final class TreeTar {
    private static final int END_BLOCKS = 2;
    private static final int BUFFER_BYTES = 1 << 16;
    /** More files than these with several names are written as files of their own. */
    private static final int LINKED_LIMIT = 1_000_000;

    private static final String CAPABILITY = "security.capability";

    private final Walk walk;
    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final Map<Inode, String> linked = new HashMap<>();

    private record Inode(String mount, long number) {}

    TreeTar(Walk walk, OutputStream out) {
        this.walk = walk;
        this.out = out;
    }

    /** Writes what is in the directory where the walk is, without itself. */
    void contents() throws IOException {
        children("");
        end();
    }

    /**
     * Writes the directory where the walk is.
     *
     * @param shown its name in the tar; empty for the root
     */
    void directory(String shown) throws IOException {
        directory(walk.here(), FileFacts.of(walk.here()), shown);
        children(shown + "/");
        end();
    }

    /** Writes one entry of the directory where the walk is. */
    void file(FileHandle file, String shown) throws IOException {
        leaf(file, FileFacts.of(file), shown);
        end();
    }

    private void end() throws IOException {
        out.write(new byte[TarHeader.BLOCK * END_BLOCKS]);
    }

    private void children(String prefix) throws IOException {
        for (String name : walk.here().names()) {
            FileHandle entry = walk.entry(name);
            if (entry == null) {
                continue;
            }
            FileFacts found = FileFacts.of(entry);
            if (found.directory()) {
                directory(entry, found, prefix + name);
                walk.enter(name, entry);
                children(prefix + name + "/");
                walk.leave();
            } else {
                try (entry) {
                    leaf(entry, found, prefix + name);
                }
            }
        }
    }

    private void directory(FileHandle directory, FileFacts found, String shown) throws IOException {
        header(found, shown + "/", TarHeader.DIRECTORY, "", attributes(directory));
    }

    /** A socket is nothing that a tar can hold, and is left out. */
    private void leaf(FileHandle file, FileFacts found, String shown) throws IOException {
        if (found.symbolicLink()) {
            header(found, shown, TarHeader.SYMBOLIC_LINK, file.linkTarget(), Map.of());
        } else if (found.node()) {
            header(found, shown, node(found.type()), "", Map.of());
        } else if (found.regular()) {
            String first = found.names() > 1 ? first(found, shown) : shown;
            if (first.equals(shown)) {
                header(found, shown, TarHeader.FILE, "", attributes(file));
                payload(file, shown, found.sizeBytes());
            } else {
                header(found, shown, TarHeader.HARD_LINK, first, Map.of());
            }
        }
    }

    private String first(FileFacts found, String shown) {
        Inode inode = new Inode(walk.mount(), found.inode());
        String first = linked.get(inode);
        if (first == null && linked.size() < LINKED_LIMIT) {
            linked.put(inode, shown);
        }
        return first == null ? shown : first;
    }

    private static char node(int type) {
        if (type == HostFiles.S_IFIFO) {
            return TarHeader.FIFO;
        }
        return type == HostFiles.S_IFBLK ? TarHeader.BLOCK_DEVICE : TarHeader.CHARACTER_DEVICE;
    }

    /** Bytes that a file gains meanwhile are not in the tar. */
    private void payload(FileHandle file, String shown, long sizeBytes) throws IOException {
        long left = sizeBytes;
        try (InputStream in = Files.newInputStream(file.path())) {
            while (left > 0) {
                int length = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (length < 0) {
                    throw new IOException(shown + ": became shorter while it was read");
                }
                out.write(buffer, 0, length);
                left -= length;
            }
        }
        out.write(new byte[TarHeader.padding(sizeBytes)]);
    }

    private static Map<String, byte[]> attributes(FileHandle file) throws IOException {
        return file.attribute(CAPABILITY)
                .map(value -> Map.of(CAPABILITY, value))
                .orElse(Map.of());
    }

    private void header(FileFacts found, String name, char type, String link, Map<String, byte[]> attributes)
            throws IOException {
        out.write(TarHeader.of(found, name, type, link, attributes).blocks());
    }
}
