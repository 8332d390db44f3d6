package io.rutter.http.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import io.rutter.engine.log.EventLog;
import io.rutter.engine.log.LogEntry;
import io.rutter.engine.volume.VolumeEvent.VolumeRemoved;
import io.rutter.http.Examples;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MomentTextTest {
    private static final Instant NOW = Examples.NOON.plusSeconds(600);

    @Test
    void anAgeCountsBackFromNow() {
        assertThat(read("10m")).isEqualTo(new MomentText.Past(5, Examples.NOON));
    }

    @Test
    void aTimeIsTakenAsItIs() {
        assertThat(read("2026-01-31T12:00:00Z")).isEqualTo(new MomentText.Past(5, Examples.NOON));
    }

    @Test
    void anOffsetHasTheTimeOfItsEntry() {
        assertThat(read("3"))
                .isInstanceOfSatisfying(
                        MomentText.Past.class, past -> assertThat(past.offset()).isEqualTo(3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "99|the log ends at offset 9: there is no 99 yet",
                "2036-01-31T12:00:00Z|Rutter-At names a moment that is still to come: \"2036-01-31T12:00:00Z\"",
                "-10m|Rutter-At names a moment that is still to come: \"-10m\"",
            })
    void refusesTheFuture(String text, String sentence) {
        assertThat(read(text)).isEqualTo(new MomentText.Unreadable(sentence));
    }

    @Test
    void refusesWhatItDoesNotUnderstandWithExamples() {
        assertThat(read("yesterday"))
                .isInstanceOfSatisfying(
                        MomentText.Unreadable.class,
                        unreadable -> assertThat(unreadable.sentence()).contains("yesterday", "an age (10m)"));
    }

    private static MomentText.Read read(String text) {
        return MomentText.read(text, NOW, new NineEntries());
    }

    /** Nine entries; the fifth at noon is the last before ten minutes ago. */
    private static final class NineEntries implements EventLog {
        @Override
        public String logId() {
            return "log";
        }

        @Override
        public long tail() {
            return 9;
        }

        @Override
        public List<LogEntry> page(long from, int max) {
            return List.of(Examples.entry(from, Kind.VOLUME, "v", new VolumeRemoved("v", "local", Examples.NOON)));
        }

        @Override
        public List<LogEntry> entity(EntityKey key, long fromSequence, long toSequence) {
            return List.of();
        }

        @Override
        public List<EntityKey> entities(Kind kind, String idPrefix, int max) {
            return List.of();
        }

        @Override
        public Optional<OffsetRange> request(String requestId) {
            return Optional.empty();
        }

        @Override
        public List<LogEntry> written(String requestId, int max) {
            return List.of();
        }

        @Override
        public long offsetAt(Instant time) {
            return time.isBefore(Examples.NOON) ? 0 : 5;
        }
    }
}
