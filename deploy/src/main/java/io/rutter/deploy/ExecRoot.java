package io.rutter.deploy;

import io.rutter.persistence.embedded.FolderLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * The folder of what an engine runs: one engine has it, and one log. An engine takes away what lies there and is not in its log, so
 * it must not come upon the runs and networks of another.
 */
final class ExecRoot implements AutoCloseable {
    /** Devices and firewall tables carry the log's id: whoever takes an engine's folders away finds them by this file. */
    static final String LOG_ID = "log-id";

    private final Path folder;
    private final FolderLock lock;

    private ExecRoot(Path folder, FolderLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** @throws IOException with a sentence for the operator when another engine has it */
    static ExecRoot take(Path folder, Instant now) throws IOException {
        return new ExecRoot(folder, FolderLock.take(folder, "the folder " + folder + " (--exec-root)", now));
    }

    /** @throws IOException with a sentence for the operator when there are runs of another log */
    void belongsTo(String logId) throws IOException {
        Path file = folder.resolve(LOG_ID);
        String known = Files.exists(file) ? Files.readString(file).strip() : logId;
        if (!known.equals(logId) && hasRuns()) {
            throw new IOException("the folder " + folder + " (--exec-root) holds containers of another log (" + known
                    + "): name another folder for this engine, or start the engine of that log and end them there");
        }
        Files.writeString(file, logId + "\n");
    }

    private boolean hasRuns() throws IOException {
        Path runs = folder.resolve("runs");
        if (!Files.exists(runs)) {
            return false;
        }
        try (Stream<Path> each = Files.list(runs)) {
            return each.findAny().isPresent();
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
