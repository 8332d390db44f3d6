package io.rutter.persistence.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** The fence of a folder: one process has it. The kernel gives the lock back when that process is gone. */
public final class FolderLock implements AutoCloseable {
    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the file {@code lock} in a folder that is there.
     *
     * @param what is in use, for people: {@code the log in /x}
     * @throws InUse with a sentence that names who has it
     */
    public static FolderLock take(Path folder, String what, Instant now) throws IOException {
        Path file = folder.resolve("lock");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new InUse(what + " is in use by " + holder(file)
                    + ". One engine can have it at a time: stop that one first.");
        }
        String self = "rutter, process " + ProcessHandle.current().pid() + ", since " + now;
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(self.getBytes(StandardCharsets.UTF_8)));
        return new FolderLock(channel);
    }

    private static @org.jspecify.annotations.Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String holder(Path file) throws IOException {
        String text = Files.readString(file).strip();
        return text.isEmpty() ? "another process" : text;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Somebody else has the folder. */
    public static final class InUse extends IOException {
        private static final long serialVersionUID = 1;

        InUse(String message) {
            super(message);
        }
    }
}
