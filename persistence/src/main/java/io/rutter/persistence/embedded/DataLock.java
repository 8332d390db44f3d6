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

/** The fence of an embedded log: one process has it open. The kernel gives the lock back when that process is gone. */
final class DataLock implements AutoCloseable {
    private final FileChannel channel;

    private DataLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws LogInUse with a sentence that names who has it */
    static DataLock take(Path directory, Instant now) throws IOException {
        Path file = directory.resolve("lock");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new LogInUse("the log in " + directory + " is in use by " + holder(file)
                    + ". One engine can have it open at a time: stop that one first.");
        }
        String self = "rutter, process " + ProcessHandle.current().pid() + ", since " + now;
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(self.getBytes(StandardCharsets.UTF_8)));
        return new DataLock(channel);
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

    /** Somebody else has the log open. */
    public static final class LogInUse extends IOException {
        private static final long serialVersionUID = 1;

        LogInUse(String message) {
            super(message);
        }
    }
}
