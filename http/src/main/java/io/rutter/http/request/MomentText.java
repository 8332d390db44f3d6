package io.rutter.http.request;

import io.rutter.engine.log.EventLog;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Reads what {@code Rutter-At} may say. */
final class MomentText {
    private MomentText() {}

    /** What was read. */
    sealed interface Read permits Past, Unreadable {}

    record Past(long offset, Instant time) implements Read {}

    record Unreadable(String sentence) implements Read {}

    static Read read(String text, Instant now, EventLog log) {
        if (text.matches("\\d{1,18}")) {
            return offset(Long.parseLong(text), log);
        }
        Optional<Duration> age = GoDuration.parse(text);
        if (age.isPresent()) {
            return age.get().isNegative() ? future(text) : at(now.minus(age.get()), log);
        }
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            return time.isAfter(now) ? future(text) : at(time, log);
        } catch (DateTimeException _) {
            return new Unreadable(Moment.HEADER + " is not understood: \"" + text
                    + "\". Give an offset (1234), a time (2025-01-31T12:00:00Z) or an age (10m)");
        }
    }

    private static Read future(String text) {
        return new Unreadable(Moment.HEADER + " names a moment that is still to come: \"" + text + "\"");
    }

    private static Read offset(long offset, EventLog log) {
        if (offset > log.tail()) {
            return new Unreadable("the log ends at offset " + log.tail() + ": there is no " + offset + " yet");
        }
        Instant time =
                offset == 0 ? Instant.EPOCH : log.page(offset, 1).getFirst().recordedAt();
        return new Past(offset, time);
    }

    private static Read at(Instant time, EventLog log) {
        return new Past(log.offsetAt(time), time);
    }
}
