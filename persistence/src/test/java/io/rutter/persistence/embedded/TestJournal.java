package io.rutter.persistence.embedded;

import io.rutter.engine.entity.Actor;
import io.rutter.engine.entity.Event;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.entity.State;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.log.Admission.Admitted;
import io.rutter.engine.log.Draft;
import io.rutter.engine.log.EventLog;
import io.rutter.engine.log.EventLog.OffsetRange;
import io.rutter.engine.log.LogFollower;
import io.rutter.engine.log.Write;
import io.rutter.engine.volume.Volume.LiveVolume;
import io.rutter.engine.volume.VolumeEvent.VolumeCreated;
import io.rutter.engine.volume.VolumeEvent.VolumeRemoved;
import io.rutter.persistence.embedded.EmbeddedJournal.Reign;
import io.rutter.persistence.wire.WireCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A real log with a clock that stands still, written without actors. */
final class TestJournal implements AutoCloseable {
    static final Instant NOW = Instant.parse("2030-01-02T03:04:05.678901Z");
    static final Origin BY_USER =
            new Origin(Actor.user("1000", "docker[812]", null), "request-1", 0, "because the test says so");

    private final EmbeddedJournal journal;

    TestJournal(Path directory) throws IOException {
        journal = EmbeddedJournal.open(
                directory,
                InstantSource.fixed(NOW),
                new Reign("node", "0.1", "boot"),
                VolumeRemoved.class::isInstance,
                (message, cause) -> {
                    throw new AssertionError(message, cause);
                });
    }

    long start() {
        return journal.start(List.of(), List.of());
    }

    void start(LogFollower claims, LogFollower world) {
        journal.start(List.of(claims), List.of(world));
    }

    EmbeddedJournal journal() {
        return journal;
    }

    EventLog log() {
        return journal.log();
    }

    WireCodec codec() {
        return journal.codec();
    }

    OffsetRange createVolume(String name) {
        return write(draft(EntityKey.volume(name), 1, 1, created(name), live(name)));
    }

    static VolumeCreated created(String name) {
        return new VolumeCreated(name, "node", "local", Map.of("o", "size=1"), Map.of("a", "b"), false, NOW);
    }

    static LiveVolume live(String name) {
        return new LiveVolume(name, "node", "local", Map.of("o", "size=1"), Map.of("a", "b"), false, NOW);
    }

    Draft draft(EntityKey key, long sequence, long incarnation, Event event, State after) {
        return draft(key, sequence, incarnation, event, after, null);
    }

    Draft draft(EntityKey key, long sequence, long incarnation, Event event, State after, Instant seen) {
        var room = (Admitted.Room) journal.admission().admit(List.of(event));
        return new Draft(
                key,
                sequence,
                incarnation,
                BY_USER,
                seen,
                event,
                after,
                room.encoded().getFirst(),
                "a-writer");
    }

    OffsetRange write(Draft... drafts) {
        var outcome = new Outcome();
        journal.write(Write.of(List.of(drafts), outcome));
        return outcome.join();
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }

    /** What became of a write, to wait for. */
    static class Outcome extends CompletableFuture<OffsetRange> implements Write.Waiting {
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
