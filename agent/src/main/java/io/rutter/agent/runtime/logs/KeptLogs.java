package io.rutter.agent.runtime.logs;

import io.rutter.agent.image.files.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What removed containers wrote, for a while: whoever asks why one died finds its output, {@code --rm} or not. A folder for each; its
 * time of modification is when the container was removed.
 */
public final class KeptLogs {
    private static final Logger LOG = LoggerFactory.getLogger(KeptLogs.class);

    private final Path folder;
    private final Duration keep;
    private final InstantSource clock;
    private final AtomicBoolean looking = new AtomicBoolean();

    /**
     * @param folder for this alone
     * @param keep how long; nothing is kept for zero
     */
    public KeptLogs(Path folder, Duration keep, InstantSource clock) {
        this.folder = folder;
        this.keep = keep;
        this.clock = clock;
    }

    /** Takes a log over before its container's folder is deleted. It must not keep a container from being removed: it tries. */
    public void keep(String containerId, Path logFile) {
        var files = new LogFiles(logFile);
        if (keep.isZero() || files.isEmpty()) {
            return;
        }
        try {
            Path place = Files.createDirectories(folder.resolve(containerId));
            files.moveTo(place);
            Files.setLastModifiedTime(place, FileTime.from(clock.instant()));
            lookAfter(keep);
        } catch (IOException e) {
            LOG.warn("The log of container {}, which is removed, could not be kept", containerId, e);
        }
    }

    /** The log of a removed container, if it wrote anything and that is still kept. */
    public Optional<Path> find(String containerId) {
        Path file = folder.resolve(containerId).resolve(containerId + ".log");
        return new LogFiles(file).isEmpty() ? Optional.empty() : Optional.of(file);
    }

    /** Deletes what has been kept long enough, now and from now on. */
    public void look() {
        try {
            Instant now = clock.instant();
            Instant next = Instant.MAX;
            for (Path place : places()) {
                Instant end = Files.getLastModifiedTime(place).toInstant().plus(keep);
                if (end.isAfter(now)) {
                    next = end.isBefore(next) ? end : next;
                } else {
                    Trees.remove(place);
                }
            }
            if (next.isBefore(Instant.MAX)) {
                lookAfter(Duration.between(now, next));
            }
        } catch (IOException e) {
            LOG.warn("Logs of removed containers could not be deleted", e);
            lookAfter(keep);
        }
    }

    private List<Path> places() throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> each = Files.list(folder)) {
            return each.toList();
        }
    }

    private void lookAfter(Duration pause) {
        if (looking.compareAndSet(false, true)) {
            CompletableFuture.delayedExecutor(Math.max(1, pause.toMillis()), TimeUnit.MILLISECONDS)
                    .execute(() -> {
                        looking.set(false);
                        look();
                    });
        }
    }
}
