package io.rutter.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecRootTest {
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void twoEnginesCannotHaveOneFolder() throws IOException {
        try (ExecRoot first = ExecRoot.take(folder, NOW)) {
            assertThatThrownBy(() -> ExecRoot.take(folder, NOW))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("(--exec-root) is in use by rutter, process ");
        }
        ExecRoot.take(folder, NOW).close();
    }

    @Test
    void anEngineOfAnotherLogIsRefusedWhileThereAreRuns() throws IOException {
        try (ExecRoot first = ExecRoot.take(folder, NOW)) {
            first.belongsTo("one");
        }
        Files.createDirectories(folder.resolve("runs/abc.1"));
        try (ExecRoot second = ExecRoot.take(folder, NOW)) {
            assertThatThrownBy(() -> second.belongsTo("two"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("holds containers of another log (one)");
            assertThat(folder.resolve("log-id")).hasContent("one");
            assertThatCode(() -> second.belongsTo("one")).doesNotThrowAnyException();
        }
    }

    @Test
    void aFolderInWhichNothingRunsGoesToTheLogThatAsks() throws IOException {
        try (ExecRoot first = ExecRoot.take(folder, NOW)) {
            first.belongsTo("one");
            first.belongsTo("two");
        }
        assertThat(folder.resolve("log-id")).hasContent("two");
    }
}
