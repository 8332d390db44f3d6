package io.rutter.http.request;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go writes them: {@code 1h30m}, {@code 10m}, {@code 1.5s}. */
public final class GoDuration {
    private static final Pattern WHOLE = Pattern.compile("(-?)((?:\\d{1,9}(?:\\.\\d{1,9})?(?:h|ms|m|s|us|µs|ns))+)");
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(h|ms|m|s|us|µs|ns)");
    private static final double NANOS_A_SECOND = 1e9;

    private GoDuration() {}

    /** Empty for what is no such duration. */
    public static Optional<Duration> parse(String text) {
        Matcher whole = WHOLE.matcher(text);
        if (!whole.matches()) {
            return Optional.empty();
        }
        double nanos = 0;
        Matcher part = PART.matcher(whole.group(2));
        while (part.find()) {
            nanos += Double.parseDouble(part.group(1)) * unitNanos(part.group(2));
        }
        if (nanos > Long.MAX_VALUE) {
            return Optional.empty();
        }
        Duration duration = Duration.ofNanos((long) nanos);
        return Optional.of(whole.group(1).isEmpty() ? duration : duration.negated());
    }

    private static double unitNanos(String unit) {
        return switch (unit) {
            case "h" -> 3600 * NANOS_A_SECOND;
            case "m" -> 60 * NANOS_A_SECOND;
            case "s" -> NANOS_A_SECOND;
            case "ms" -> NANOS_A_SECOND / 1e3;
            case "us", "µs" -> NANOS_A_SECOND / 1e6;
            default -> 1;
        };
    }
}
