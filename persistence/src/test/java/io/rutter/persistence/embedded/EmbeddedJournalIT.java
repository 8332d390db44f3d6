package io.rutter.persistence.embedded;

import static io.rutter.persistence.embedded.TestJournal.BY_USER;
import static io.rutter.persistence.embedded.TestJournal.NOW;
import static io.rutter.persistence.embedded.TestJournal.created;
import static io.rutter.persistence.embedded.TestJournal.live;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import io.rutter.engine.log.Draft;
import io.rutter.engine.log.EventLog.OffsetRange;
import io.rutter.engine.log.LogEntry;
import io.rutter.engine.log.LogEvent.EpochStarted;
import io.rutter.engine.log.LogFollower;
import io.rutter.engine.log.Write;
import io.rutter.engine.volume.Volume.NoVolume;
import io.rutter.engine.volume.VolumeEvent.VolumeRemoved;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedJournalIT {
    private static final EntityKey DATA = EntityKey.volume("data");

    @TempDir
    Path directory;

    @Test
    void keepsEveryFieldOfAnEntryOverARestart() throws IOException {
        Instant seen = Instant.parse("2030-01-02T03:04:01.123456789Z");
        try (TestJournal journal = open()) {
            journal.start();
            var draft = journal.draft(DATA, 1, 1, created("data"), live("data"), seen);
            assertThat(journal.write(draft)).isEqualTo(new OffsetRange(2, 2));
        }
        try (TestJournal journal = open()) {
            assertThat(journal.log().page(1, 10)).hasSize(2);
            assertThat(journal.log().page(2, 10))
                    .containsExactly(
                            new LogEntry(2, 1, NOW.plusNanos(1_000), seen, DATA, 1, 1, BY_USER, created("data")));
        }
    }

    @Test
    void opensANewEpochAtEachStartWithTimeThatNeverFalls() throws IOException {
        for (int start = 1; start <= 3; start++) {
            try (TestJournal journal = open()) {
                assertThat(journal.start()).isEqualTo(start);
            }
        }
        try (TestJournal journal = open()) {
            List<LogEntry> page = journal.log().page(1, 10);
            assertThat(page).extracting(LogEntry::epoch).containsExactly(1L, 2L, 3L);
            assertThat(page).extracting(LogEntry::sequence).containsExactly(1L, 2L, 3L);
            assertThat(page)
                    .extracting(entry -> ((EpochStarted) entry.event()).epoch())
                    .containsExactly(1L, 2L, 3L);
            assertThat(page)
                    .extracting(LogEntry::recordedAt)
                    .containsExactly(NOW, NOW.plusNanos(1_000), NOW.plusNanos(2_000));
        }
    }

    @Test
    void findsEntriesByEntityRequestAndTime() throws IOException {
        try (TestJournal journal = open()) {
            journal.start();
            journal.write(journal.draft(DATA, 1, 1, created("data"), live("data")));
            journal.write(
                    journal.draft(DATA, 2, 1, removed(), new NoVolume()),
                    journal.draft(DATA, 3, 3, created("data"), live("data")));

            assertThat(journal.log().entity(DATA, 2, 3))
                    .extracting(LogEntry::offset)
                    .containsExactly(3L, 4L);
            assertThat(journal.log().entity(EntityKey.volume("dat"), 1, 9)).isEmpty();
            assertThat(journal.log().entities(Kind.VOLUME, "da", 2)).containsExactly(DATA);
            assertThat(journal.log().entities(Kind.VOLUME, "datas", 2)).isEmpty();
            assertThat(journal.log().entities(Kind.CONTAINER, "", 2)).isEmpty();
            assertThat(journal.log().request("request-1")).contains(new OffsetRange(2, 4));
            assertThat(journal.log().request("request")).isEmpty();
            assertThat(journal.log().offsetAt(NOW.minusSeconds(1))).isZero();
            assertThat(journal.log().offsetAt(NOW.plusNanos(1_500))).isEqualTo(2);
            assertThat(journal.log().offsetAt(NOW.plusSeconds(1))).isEqualTo(4);
            assertThat(((EmbeddedReader) journal.log()).lives(DATA))
                    .containsExactly(new OffsetRange(2, 3), new OffsetRange(4, 0));
        }
    }

    @Test
    void refusesAWriteThatDoesNotFollowTheLast() throws IOException {
        try (TestJournal journal = open()) {
            journal.start();
            assertThatThrownBy(() -> journal.write(journal.draft(DATA, 2, 1, created("data"), live("data"))))
                    .hasMessageContaining("volume|data has sequence 0 in the log, and a write came with 2");
            assertThat(journal.log().tail()).isEqualTo(1);
        }
    }

    @Test
    void tellsClaimsBeforeTheWriterAndWorldAfterIt() throws IOException {
        var heard = new ArrayList<String>();
        try (TestJournal journal = open()) {
            journal.start(batch -> hear(heard, "claims", batch), batch -> hear(heard, "world", batch));
            Draft draft = journal.draft(DATA, 1, 1, created("data"), live("data"));
            var waiting = new TestJournal.Outcome() {
                @Override
                public void durable(long first, long last) {
                    synchronized (heard) {
                        heard.add("writer " + last);
                    }
                    super.durable(first, last);
                }
            };
            journal.journal().write(Write.of(List.of(draft), waiting));
            waiting.join();
        }
        assertThat(heard).containsExactly("claims 1", "world 1", "claims 2", "writer 2", "world 2");
    }

    private static void hear(List<String> heard, String who, List<LogFollower.Durable> batch) {
        synchronized (heard) {
            batch.forEach(durable -> heard.add(who + " " + durable.entry().offset()));
        }
    }

    @Test
    void saysWhoHasTheLogOpen() throws IOException {
        try (TestJournal journal = open()) {
            assertThat(journal.log().logId()).hasSize(32);
            assertThatThrownBy(this::open)
                    .hasMessageContaining("is in use by rutter, process "
                            + ProcessHandle.current().pid())
                    .hasMessageContaining("stop that one first");
        }
    }

    private TestJournal open() throws IOException {
        return new TestJournal(directory);
    }

    private static VolumeRemoved removed() {
        return new VolumeRemoved("data", "local", NOW);
    }
}
