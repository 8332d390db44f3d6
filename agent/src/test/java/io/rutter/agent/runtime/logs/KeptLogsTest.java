package io.rutter.agent.runtime.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptLogsTest {
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path root;

    private Path log;
    private Instant now = NOW;

    @BeforeEach
    void aContainerThatHasWritten() throws IOException {
        log = Files.createDirectories(root.resolve("containers/web")).resolve("web.log");
        Files.writeString(log, "newest");
        Files.writeString(log.resolveSibling("web.log.1"), "older");
    }

    private KeptLogs kept(Duration keep) {
        return new KeptLogs(root.resolve("kept"), keep, () -> now);
    }

    @Test
    void theLogOfARemovedContainerIsFoundWithWhatWasRotated() throws IOException {
        KeptLogs kept = kept(HOUR);

        kept.keep("web", log);

        Path found = kept.find("web").orElseThrow();
        assertThat(found).hasContent("newest");
        assertThat(found.resolveSibling("web.log.1")).hasContent("older");
        assertThat(log).doesNotExist();
    }

    @Test
    void itIsDeletedWhenItsTimeIsOverAndNotBefore() {
        KeptLogs kept = kept(HOUR);
        kept.keep("web", log);

        now = NOW.plus(HOUR).minusSeconds(1);
        kept.look();
        assertThat(kept.find("web")).isPresent();

        now = NOW.plus(HOUR);
        kept.look();
        assertThat(kept.find("web")).isEmpty();
        assertThat(root.resolve("kept")).isEmptyDirectory();
    }

    @Test
    void anEngineThatIsStartedAnewStillKnowsWhenItsTimeIsOver() {
        kept(HOUR).keep("web", log);

        now = NOW.plus(HOUR);
        KeptLogs again = kept(HOUR);
        again.look();

        assertThat(again.find("web")).isEmpty();
    }

    @Test
    void nothingIsKeptOfAContainerThatWroteNothingOrWhereNothingShallBeKept() throws IOException {
        kept(Duration.ZERO).keep("web", log);
        assertThat(log).exists();

        Path silent = Files.createFile(
                Files.createDirectories(root.resolve("containers/db")).resolve("db.log"));
        kept(HOUR).keep("db", silent);
        assertThat(root.resolve("kept")).doesNotExist();
        assertThat(kept(HOUR).find("db")).isEmpty();
    }
}
