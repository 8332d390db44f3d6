package io.rutter.persistence.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rutter.engine.entity.Actor;
import io.rutter.engine.entity.Event;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.entity.State;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.log.Admission.Admitted;
import io.rutter.engine.log.Draft;
import io.rutter.engine.log.EventLog.OffsetRange;
import io.rutter.engine.log.LogEntry;
import io.rutter.engine.log.LogEvent.EpochStarted;
import io.rutter.engine.log.LogFollower;
import io.rutter.engine.log.Write;
import io.rutter.engine.volume.Volume.LiveVolume;
import io.rutter.engine.volume.Volume.NoVolume;
import io.rutter.engine.volume.VolumeEvent.VolumeCreated;
import io.rutter.engine.volume.VolumeEvent.VolumeRemoved;
import io.rutter.persistence.embedded.EmbeddedJournal.Reign;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedJournalIT {
    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05.678901Z");
    private static final EntityKey DATA = EntityKey.volume("data");
    private static final Origin BY_USER =
            new Origin(Actor.user("1000", "docker[812]", null), "request-1", 0, "because the test says so");

    @TempDir
    Path directory;

    @Test
    void keepsEveryFieldOfAnEntryOverARestart() throws IOException {
        Instant seen = Instant.parse("2030-01-02T03:04:01.123456789Z");
        try (EmbeddedJournal journal = open()) {
            journal.start(List.of(), List.of());
            var draft = draft(journal, 1, 1, created(), live(), seen);
            assertThat(write(journal, draft)).isEqualTo(new OffsetRange(2, 2));
        }
        try (EmbeddedJournal journal = open()) {
            assertThat(journal.log().page(1, 10)).hasSize(2);
            assertThat(journal.log().page(2, 10))
                    .containsExactly(new LogEntry(2, 1, NOW.plusNanos(1_000), seen, DATA, 1, 1, BY_USER, created()));
        }
    }

    @Test
    void opensANewEpochAtEachStartWithTimeThatNeverFalls() throws IOException {
        for (int start = 1; start <= 3; start++) {
            try (EmbeddedJournal journal = open()) {
                assertThat(journal.start(List.of(), List.of())).isEqualTo(start);
            }
        }
        try (EmbeddedJournal journal = open()) {
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
        try (EmbeddedJournal journal = open()) {
            journal.start(List.of(), List.of());
            write(journal, draft(journal, 1, 1, created(), live(), null));
            write(
                    journal,
                    draft(journal, 2, 1, removed(), new NoVolume(), null),
                    draft(journal, 3, 3, created(), live(), null));

            assertThat(journal.log().entity(DATA, 2, 3))
                    .extracting(LogEntry::offset)
                    .containsExactly(3L, 4L);
            assertThat(journal.log().entity(EntityKey.volume("dat"), 1, 9)).isEmpty();
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
        try (EmbeddedJournal journal = open()) {
            journal.start(List.of(), List.of());
            assertThatThrownBy(() -> write(journal, draft(journal, 2, 1, created(), live(), null)))
                    .hasMessageContaining("volume|data has sequence 0 in the log, and a write came with 2");
            assertThat(journal.log().tail()).isEqualTo(1);
        }
    }

    @Test
    void tellsClaimsBeforeTheWriterAndWorldAfterIt() throws IOException {
        var heard = new ArrayList<String>();
        try (EmbeddedJournal journal = open()) {
            journal.start(
                    List.of(batch -> hear(heard, "claims", batch)), List.of(batch -> hear(heard, "world", batch)));
            Draft draft = draft(journal, 1, 1, created(), live(), null);
            var waiting = new Outcome() {
                @Override
                public void durable(long first, long last) {
                    synchronized (heard) {
                        heard.add("writer " + last);
                    }
                    super.durable(first, last);
                }
            };
            journal.write(Write.of(List.of(draft), waiting));
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
        try (EmbeddedJournal journal = open()) {
            assertThat(journal.log().logId()).hasSize(32);
            assertThatThrownBy(this::open)
                    .hasMessageContaining("is in use by rutter, process "
                            + ProcessHandle.current().pid())
                    .hasMessageContaining("stop that one first");
        }
    }

    private EmbeddedJournal open() throws IOException {
        return EmbeddedJournal.open(
                directory,
                InstantSource.fixed(NOW),
                new Reign("node", "0.1", "boot"),
                VolumeRemoved.class::isInstance,
                (message, cause) -> {
                    throw new AssertionError(message, cause);
                });
    }

    private static VolumeCreated created() {
        return new VolumeCreated("data", "node", "local", Map.of("o", "size=1"), Map.of("a", "b"), false, NOW);
    }

    private static VolumeRemoved removed() {
        return new VolumeRemoved("data", "local", NOW);
    }

    private static LiveVolume live() {
        return new LiveVolume("data", "node", "local", Map.of(), Map.of(), false, NOW);
    }

    private static Draft draft(
            EmbeddedJournal journal, long sequence, long incarnation, Event event, State after, Instant seen) {
        var room = (Admitted.Room) journal.admission().admit(List.of(event));
        return new Draft(
                DATA,
                sequence,
                incarnation,
                BY_USER,
                seen,
                event,
                after,
                room.encoded().getFirst(),
                "a-writer");
    }

    private static OffsetRange write(EmbeddedJournal journal, Draft... drafts) {
        var outcome = new Outcome();
        journal.write(Write.of(List.of(drafts), outcome));
        return outcome.join();
    }

    private static class Outcome extends CompletableFuture<OffsetRange> implements Write.Waiting {
        @Override
        public void durable(long first, long last) {
            complete(new OffsetRange(first, last));
        }

        @Override
        public void refused(RuntimeException why) {
            completeExceptionally(why);
        }

        @Override
        public void unknown(RuntimeException why) {
            completeExceptionally(why);
        }
    }
}
