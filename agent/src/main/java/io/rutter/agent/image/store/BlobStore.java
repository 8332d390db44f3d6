package io.rutter.agent.image.store;

import io.rutter.agent.image.files.Digests;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Small blobs by digest, in the layout of OCI. */
final class BlobStore {
    private final StorePaths paths;

    BlobStore(StorePaths paths) {
        this.paths = paths;
    }

    /** Keeps these bytes; when this returns they are on disk. Keeping them twice changes nothing. */
    String put(byte[] bytes) throws IOException {
        String digest = Digests.of(bytes);
        Path blob = path(digest);
        if (!Files.exists(blob)) {
            writeDurably(blob, bytes);
        }
        return digest;
    }

    Optional<byte[]> get(String digest) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(path(digest)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    void remove(String digest) throws IOException {
        Files.deleteIfExists(path(digest));
    }

    /** Writes a file so that after any crash it is there whole or not at all. */
    void writeDurably(Path file, byte[] bytes) throws IOException {
        Path temporary = paths.temporary().resolve("blob-" + UUID.randomUUID());
        try (FileChannel channel =
                FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        syncDirectory(Objects.requireNonNull(file.getParent()));
    }

    static void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private Path path(String digest) {
        return paths.blobs().resolve(Digests.hex(digest));
    }
}
