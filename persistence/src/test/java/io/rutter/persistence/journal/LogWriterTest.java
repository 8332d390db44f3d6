package io.rutter.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rutter.engine.entity.Actor;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.log.AppenderState;
import io.rutter.engine.log.Batch;
import io.rutter.engine.log.Draft;
import io.rutter.engine.log.LogEntry;
import io.rutter.engine.log.LogStore;
import io.rutter.engine.log.Reserved;
import io.rutter.engine.log.Tail;
import io.rutter.engine.log.Write;
import io.rutter.engine.volume.Volume.NoVolume;
import io.rutter.engine.volume.VolumeEvent.VolumeRemoved;
import io.rutter.persistence.wire.WireCodec;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The thread around the appender, over a store that fails as told. */
class LogWriterTest {
    private final WireCodec codec = new WireCodec();
    private final Gate gate = new Gate(codec, new Plenty(), event -> false);
    private final CompletableFuture<String> fatal = new CompletableFuture<>();

    private record Plenty() implements Space {
        @Override
        public boolean forAll() {
            return true;
        }

        @Override
        public boolean forRemovals() {
            return true;
        }
    }

    @Test
    void endsTheProcessWhenTheStoreBreaksAndCallsTheOutcomeUnknown() throws Exception {
        var opened = new Answer();
        LogWriter writer = started(
                batch -> {
                    throw new IOException("disk on fire");
                },
                opened);
        assertThat(fatal.get(5, TimeUnit.SECONDS)).contains("disk on fire").contains("start the engine again");
        assertThatThrownBy(opened::join).hasMessageContaining("unknown");
        var late = new Answer();
        writer.write(write("b", late));
        assertThatThrownBy(late::join).hasMessageContaining("refused");
        assertThat(gate.reserved().entries()).isEqualTo(1);
        writer.close();
    }

    @Test
    void repeatsABatchWhoseOutcomeIsUnknown() {
        var opened = new Answer();
        var attempts = new java.util.concurrent.atomic.AtomicInteger();
        LogWriter writer = started(
                batch -> attempts.incrementAndGet() < 3
                        ? new LogStore.Outcome.Unknown("timeout")
                        : new LogStore.Outcome.Applied(),
                opened);
        assertThat(opened.join()).isEqualTo(1);
        assertThat(attempts).hasValue(3);
        writer.close();
        assertThat(gate.reserved()).isEqualTo(Reserved.NONE);
    }

    @Test
    void repeatsForAsLongAsItTakes() {
        var opened = new Answer();
        var attempts = new java.util.concurrent.atomic.AtomicInteger();
        LogWriter writer = started(
                batch -> attempts.incrementAndGet() < 50_000
                        ? new LogStore.Outcome.Unknown("timeout")
                        : new LogStore.Outcome.Applied(),
                opened);
        assertThat(opened.join()).isEqualTo(1);
        writer.close();
    }

    @Test
    void closesWhileAnOutcomeIsUnknownAndSaysSo() {
        var opened = new Answer();
        LogWriter writer = started(batch -> new LogStore.Outcome.Unknown("timeout"), opened);
        writer.close();
        assertThatThrownBy(opened::join).hasMessageContaining("unknown");
    }

    @Test
    void stopsWhenAnotherWritesTheLog() throws Exception {
        var opened = new Answer();
        LogWriter writer = started(batch -> new LogStore.Outcome.NotApplied("leader-2"), opened);
        assertThat(fatal.get(5, TimeUnit.SECONDS)).contains("another appender writes this log now: leader-2");
        assertThatThrownBy(opened::join).hasMessageContaining("refused");
        writer.close();
    }

    @Test
    void writesWhatHasArrivedBeforeItCloses() {
        LogWriter writer = started(batch -> new LogStore.Outcome.Applied(), new Answer());
        var answers = java.util.stream.IntStream.range(0, 500)
                .mapToObj(i -> {
                    var answer = new Answer();
                    writer.write(write("v" + i, answer));
                    return answer;
                })
                .toList();
        writer.close();
        assertThat(answers)
                .allMatch(CompletableFuture::isDone)
                .extracting(Answer::join)
                .doesNotHaveDuplicates();
    }

    private interface Appending {
        LogStore.Outcome append(Batch batch) throws IOException;
    }

    private LogWriter started(Appending appending, Answer opened) {
        var store = new LogStore() {
            @Override
            public Tail tail() {
                return Tail.EMPTY;
            }

            @Override
            public Outcome append(Batch batch) throws IOException {
                return appending.append(batch);
            }

            @Override
            public long lastSequence(EntityKey key) {
                return 0;
            }

            @Override
            public List<LogEntry> page(long from, int max) {
                return List.of();
            }
        };
        var writer = new LogWriter(
                store,
                gate,
                InstantSource.system(),
                AppenderState.opening(new UUID(1, 1), Tail.EMPTY, write("a", opened)),
                List.of(),
                List.of(),
                (message, cause) -> fatal.complete(message),
                Duration.ZERO);
        writer.start();
        return writer;
    }

    private Write write(String volume, Answer answer) {
        var event = new VolumeRemoved(volume, "local", Instant.EPOCH);
        var origin = new Origin(Actor.controller("test"), volume, 0, null);
        return Write.of(
                List.of(new Draft(
                        EntityKey.volume(volume), 1, 1, origin, null, event, new NoVolume(), codec.encode(event), "w")),
                answer);
    }

    private static final class Answer extends CompletableFuture<Long> implements Write.Waiting {
        @Override
        public void durable(long first, long last) {
            complete(first);
        }

        @Override
        public void refused(RuntimeException why) {
            completeExceptionally(new IllegalStateException("refused", why));
        }

        @Override
        public void unknown(RuntimeException why) {
            completeExceptionally(new IllegalStateException("unknown", why));
        }

        @Override
        public Long join() {
            try {
                return orTimeout(5, TimeUnit.SECONDS).get();
            } catch (java.util.concurrent.ExecutionException e) {
                throw new CompletionException(e.getCause().getMessage(), e.getCause());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
