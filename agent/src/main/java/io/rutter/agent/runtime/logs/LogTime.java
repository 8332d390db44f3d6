package io.rutter.agent.runtime.logs;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * The time that a monitor writes before each line. The form it always has is read by hand: that of a million lines would
 * otherwise take a second.
 */
final class LogTime {
    private static final String USUAL = "0000-00-00T00:00:00.000000000+00:00";
    private static final int ZONE_CHARACTERS = 6;

    private LogTime() {}

    /** @return null when the bytes are no time */
    static @Nullable Instant parse(byte[] line, int from, int to) {
        if (!isUsual(line, from, to)) {
            return parseAny(new String(line, from, to - from, StandardCharsets.US_ASCII));
        }
        try {
            return LocalDateTime.of(
                            number(line, from, 4),
                            number(line, from + 5, 2),
                            number(line, from + 8, 2),
                            number(line, from + 11, 2),
                            number(line, from + 14, 2),
                            number(line, from + 17, 2),
                            number(line, from + 20, 9))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static boolean isUsual(byte[] line, int from, int to) {
        if (to - from != USUAL.length()) {
            return false;
        }
        for (int at = 0; at < USUAL.length(); at++) {
            char form = USUAL.charAt(at);
            byte is = line[from + at];
            boolean fits = form == '0' && at < USUAL.length() - ZONE_CHARACTERS ? is >= '0' && is <= '9' : is == form;
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static int number(byte[] line, int from, int digits) {
        int number = 0;
        for (int at = from; at < from + digits; at++) {
            number = number * 10 + line[at] - '0';
        }
        return number;
    }

    private static @Nullable Instant parseAny(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
