package io.rutter.agent.runtime.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.assignment.ContainerOperations.LogQuery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogReaderTest {
    private static final Instant BEGUN = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    Path directory;

    private Path log;
    private int seconds;

    @BeforeEach
    void place() {
        log = directory.resolve("container.log");
    }

    private String record(String stream, String tag, String content) {
        return BEGUN.plusSeconds(seconds++).toString().replace("Z", ".000000001+00:00") + " " + stream + " " + tag + " "
                + content + "\n";
    }

    private List<String> read(LogQuery query) throws IOException {
        var lines = new ArrayList<String>();
        try (LogReader reader = LogReader.open(new LogFiles(log), query, () -> true)) {
            for (var batch = reader.next(); batch != null; batch = reader.next()) {
                batch.forEach(
                        frame -> lines.add(frame.stream() + ":" + new String(frame.bytes(), StandardCharsets.UTF_8)));
            }
        }
        return lines;
    }

    private static LogQuery all(long tail) {
        return new LogQuery(true, true, null, null, tail, false);
    }

    @Test
    void piecesOfALineAreJoinedThoughTheOtherStreamComesBetween() throws IOException {
        Files.writeString(
                log,
                record("stdout", "P", "one ")
                        + record("stderr", "F", "other")
                        + record("stdout", "P", "two ")
                        + record("stdout", "F", "three"));
        assertThat(read(all(-1))).containsExactly("2:other\n", "1:one two three\n");
    }

    @Test
    void theLastPieceWithoutALineEndStaysWithoutOne() throws IOException {
        Files.writeString(log, record("stdout", "F", "line") + record("stdout", "P", "prompt> "));
        assertThat(read(all(-1))).containsExactly("1:line\n", "1:prompt> ");
        assertThat(read(all(1))).containsExactly("1:prompt> ");
        assertThat(read(all(2))).containsExactly("1:line\n", "1:prompt> ");
    }

    @Test
    void aTailCountsWholeLinesAndBeginsWithTheFirstPiece() throws IOException {
        Files.writeString(
                log,
                record("stdout", "F", "old")
                        + record("stdout", "P", "be")
                        + record("stderr", "F", "between")
                        + record("stdout", "F", "gun"));
        assertThat(read(all(1))).containsExactly("1:begun\n");
        assertThat(read(all(2))).containsExactly("2:between\n", "1:begun\n");
        assertThat(read(all(0))).isEmpty();
        assertThat(read(all(99))).hasSize(3);
    }

    @Test
    void streamsAndTimesAreSelected() throws IOException {
        Files.writeString(log, record("stdout", "F", "a") + record("stderr", "F", "b") + record("stdout", "F", "c"));
        assertThat(read(new LogQuery(false, true, null, null, -1, false))).containsExactly("2:b\n");
        assertThat(read(new LogQuery(true, true, BEGUN.plusSeconds(1), null, -1, false)))
                .containsExactly("2:b\n", "1:c\n");
        assertThat(read(new LogQuery(true, true, null, BEGUN.plusSeconds(2), -1, false)))
                .containsExactly("1:a\n", "2:b\n");
        assertThat(read(new LogQuery(true, false, null, null, 1, false))).containsExactly("1:c\n");
    }

    @Test
    void aTornLineIsPassedOver() throws IOException {
        Files.writeString(log, record("stdout", "F", "a") + "2026-01-0\n" + "\0\0\0\n" + record("stdout", "F", "b"));
        assertThat(read(all(-1))).containsExactly("1:a\n", "1:b\n");
    }

    @Test
    void rotatedFilesAreReadInOrder() throws IOException {
        var files = new LogFiles(log);
        for (String word : new String[] {"one", "two", "three"}) {
            Files.writeString(log, record("stdout", "F", word));
            files.shift(10);
        }
        Files.writeString(log, record("stdout", "F", "four"));
        assertThat(read(all(-1))).containsExactly("1:one\n", "1:two\n", "1:three\n", "1:four\n");
        assertThat(read(all(3))).containsExactly("1:two\n", "1:three\n", "1:four\n");
    }

    @Test
    void onlySoManyFilesAreKept() throws IOException {
        var files = new LogFiles(log);
        for (int i = 0; i < 6; i++) {
            Files.writeString(log, record("stdout", "F", "" + i));
            files.shift(3);
            files.trim(3);
        }
        Files.writeString(log, record("stdout", "F", "now"));
        assertThat(read(all(-1))).containsExactly("1:4\n", "1:5\n", "1:now\n");
    }

    @Test
    void anyTailIsTheEndOfTheWhole() throws IOException {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var text = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            String stream = random.nextInt(3) == 0 ? "stderr" : "stdout";
            String content = "x".repeat(random.nextInt(2000)) + i;
            text.append(record(stream, random.nextInt(4) == 0 ? "P" : "F", content));
        }
        Files.writeString(log, text + record("stdout", "F", "end") + record("stderr", "F", "end"));
        List<String> whole = read(all(-1));
        for (int tail = 0; tail < whole.size() + 2; tail += 7) {
            List<String> expected = whole.subList(Math.max(0, whole.size() - tail), whole.size());
            assertThat(read(all(tail)).equals(expected))
                    .as("seed %d tail %d", seed, tail)
                    .isTrue();
        }
    }

    @Test
    void whoDoesNotFollowSeesNothingThatIsWrittenAfterTheReadingBegan() throws IOException {
        Files.writeString(log, record("stdout", "F", "one") + record("stdout", "F", "two"));
        for (long tail : new long[] {-1, 1}) {
            try (LogReader reader = LogReader.open(new LogFiles(log), all(tail), () -> false)) {
                Files.writeString(log, record("stdout", "F", "later"), StandardOpenOption.APPEND);
                var batch = reader.next();
                assertThat(batch).hasSize(tail < 0 ? 2 : 1);
                assertThat(new String(batch.getLast().bytes(), StandardCharsets.UTF_8))
                        .isEqualTo(tail < 0 ? "two\n" : "later\n");
                assertThat(reader.next()).isNull();
            }
        }
    }

    @Test
    void theEndOfAReadingIsInAFileThatIsRotatedMeanwhile() throws IOException {
        Files.writeString(log, record("stdout", "F", "one") + record("stdout", "F", "two"));
        try (LogReader reader = LogReader.open(new LogFiles(log), all(-1), () -> false)) {
            Files.writeString(log, record("stdout", "F", "later"), StandardOpenOption.APPEND);
            new LogFiles(log).shift(10);
            Files.writeString(log, record("stdout", "F", "latest"));
            assertThat(reader.next()).hasSize(2);
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void whileTheLogIsRotatedAReaderPassesNoFileOverAndReadsNoneTwice() throws Exception {
        int rotations = 100;
        var writer = Executors.newSingleThreadExecutor();
        try {
            Future<?> written = writer.submit(() -> {
                for (int i = 0; i < rotations; i++) {
                    Files.writeString(log, record("stdout", "F", "" + i));
                    new LogFiles(log).shift(rotations + 1);
                }
                return null;
            });
            int before = 0;
            for (boolean last = false; !last; ) {
                last = written.isDone();
                List<String> lines = read(all(-1));
                for (int i = 0; i < lines.size(); i++) {
                    assertThat(lines.get(i)).isEqualTo("1:" + i + "\n");
                }
                assertThat(lines).hasSizeGreaterThanOrEqualTo(before);
                before = lines.size();
            }
            written.get();
            assertThat(before).isEqualTo(rotations);
        } finally {
            writer.shutdownNow();
        }
    }

    @Test
    void whileTheLogIsRotatedAnyTailIsTheEndOfOneMoment() throws Exception {
        int rotations = 100;
        var writer = Executors.newSingleThreadExecutor();
        try {
            Future<?> written = writer.submit(() -> {
                for (int i = 0; i < rotations; i++) {
                    Files.writeString(log, record("stdout", "F", "" + i));
                    new LogFiles(log).shift(rotations + 1);
                }
                return null;
            });
            while (!written.isDone()) {
                List<String> lines = read(all(5));
                for (int i = 1; i < lines.size(); i++) {
                    assertThat(number(lines.get(i))).isEqualTo(number(lines.get(i - 1)) + 1);
                }
            }
            written.get();
            assertThat(read(all(1))).containsExactly("1:" + (rotations - 1) + "\n");
        } finally {
            writer.shutdownNow();
        }
    }

    private static int number(String line) {
        return Integer.parseInt(line.substring(2).strip());
    }
}
