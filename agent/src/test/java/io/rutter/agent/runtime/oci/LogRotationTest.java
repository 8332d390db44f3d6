package io.rutter.agent.runtime.oci;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.agent.runtime.logs.LogFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without a monitor: nobody opens the log again but the test. */
class LogRotationTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final AtomicBoolean over = new AtomicBoolean();
    private LogFiles files;

    @BeforeEach
    void open() {
        files = new LogFiles(directory.resolve("container.log"));
    }

    @AfterEach
    void end() {
        over.set(true);
    }

    private void keep() {
        LogRotation.keepWithin(new LogRotation.Limit(10, 5), files, directory.resolve("ctl"), over::get);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(5);
        }
    }

    private static void write(OutputStream writer) {
        try {
            writer.write('x');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isThere(String name) {
        return Files.exists(directory.resolve(name));
    }

    @Test
    void aLogThatIsFullAlreadyIsRotated() throws Exception {
        Files.writeString(files.current(), "more than ten");
        keep();
        await(() -> isThere("container.log.1"));
        assertThat(files.current()).doesNotExist();
    }

    @Test
    void aLogThatIsMadeLaterAndGrowsIsRotatedEachTime() throws Exception {
        keep();
        Files.writeString(files.current(), "more than ten, first");
        await(() -> isThere("container.log.1"));
        Files.writeString(files.current(), "more than ten, second");
        await(() -> isThere("container.log.2"));
        assertThat(directory.resolve("container.log.2")).hasContent("more than ten, first");
        assertThat(directory.resolve("container.log.1")).hasContent("more than ten, second");
    }

    @Test
    void aLogThatGrowsBitByBitIsRotatedWhenItIsFull() throws Exception {
        Files.writeString(files.current(), "");
        keep();
        try (OutputStream writer = Files.newOutputStream(files.current())) {
            await(() -> {
                write(writer);
                return isThere("container.log.1");
            });
        }
        assertThat(Files.size(directory.resolve("container.log.1"))).isGreaterThanOrEqualTo(10);
    }
}
