package io.rutter.agent.runtime.oci;

import io.rutter.agent.linux.Errno;
import io.rutter.agent.linux.HostException;
import io.rutter.agent.linux.files.FileWatch;
import io.rutter.agent.linux.files.HostFiles;
import io.rutter.agent.runtime.logs.LogFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a log within its size. The file is renamed and then the monitor is told to open it again, so no line is lost. The
 * monitor's own limit is not used: it throws lines away.
 */
final class LogRotation {
    private static final Logger LOG = LoggerFactory.getLogger(LogRotation.class);
    private static final byte[] OPEN_AGAIN = "2 0 0\n".getBytes(StandardCharsets.US_ASCII);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);
    private static final Duration AT_MOST_EVERY = Duration.ofMillis(100);
    private static final Duration REOPEN_LIMIT = Duration.ofSeconds(10);

    /** For containers whose output is not kept: enough for who is attached now. */
    private static final Limit NOT_KEPT = new Limit(1024 * 1024, 1);

    private LogRotation() {}

    /**
     * How much of a log is kept.
     *
     * @param sizeBytes of one file
     * @param files how many, the one that grows included
     */
    record Limit(long sizeBytes, int files) {}

    /** Docker's options {@code max-size} and {@code max-file}; empty where nothing is limited. */
    static Optional<Limit> limit(String driver, Map<String, String> options) {
        if (driver.equals("none")) {
            return Optional.of(NOT_KEPT);
        }
        String size = options.get("max-size");
        long bytes = size == null ? -1 : bytes(size);
        if (bytes <= 0) {
            return Optional.empty();
        }
        String files = options.get("max-file");
        return Optional.of(new Limit(bytes, files == null ? 1 : Math.max(1, Integer.parseInt(files))));
    }

    /** A number and a unit: k, m or g, powers of 1024; -1 when it is none. */
    static long bytes(String text) {
        String lower = text.toLowerCase(java.util.Locale.ROOT).strip();
        if (lower.endsWith("b") && lower.length() > 1) {
            lower = lower.substring(0, lower.length() - 1);
        }
        int shift = switch (lower.isEmpty() ? ' ' : lower.charAt(lower.length() - 1)) {
            case 'k' -> 10;
            case 'm' -> 20;
            case 'g' -> 30;
            default -> 0;
        };
        try {
            String digits = shift == 0 ? lower : lower.substring(0, lower.length() - 1);
            return Long.parseLong(digits) << shift;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /**
     * Watches a log until nobody writes to it any more. It is told of one write and then rests: to be told of each would cost a
     * container's every line a wake-up here.
     */
    static void keepWithin(Limit limit, LogFiles files, Path controlPipe, BooleanSupplier over) {
        Thread.ofVirtual().name("log-rotation").start(() -> {
            try {
                while (!over.getAsBoolean()) {
                    // begun before the size is looked at, so that no write falls between
                    try (FileWatch.Watch watch = nextWrite(files.current())) {
                        if (isFull(limit, files.current())) {
                            rotate(limit, files, controlPipe);
                        } else if (!over.getAsBoolean()) {
                            watch.await(LOOK_AGAIN);
                        }
                    }
                    Thread.sleep(AT_MOST_EVERY);
                }
            } catch (IOException e) {
                LOG.warn("{} is no longer kept within its size", files.current(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Where there is no log yet: the next change around it. */
    private static FileWatch.Watch nextWrite(Path log) throws IOException {
        try {
            return FileWatch.once(log);
        } catch (HostException e) {
            if (e.errno() == Errno.ENOENT) {
                return FileWatch.watch(log.resolveSibling(""));
            }
            throw e;
        }
    }

    private static boolean isFull(Limit limit, Path log) throws IOException {
        try {
            return Files.size(log) >= limit.sizeBytes();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Rotates once, and waits until the monitor writes to the new file. */
    static void rotate(Limit limit, LogFiles files, Path controlPipe) throws IOException, InterruptedException {
        files.shift(Math.max(2, limit.files()));
        if (!HostFiles.writeFifo(controlPipe, OPEN_AGAIN)) {
            return;
        }
        long deadline = System.nanoTime() + REOPEN_LIMIT.toNanos();
        while (!Files.exists(files.current()) && System.nanoTime() < deadline) {
            Thread.sleep(1);
        }
        files.trim(limit.files());
    }
}
