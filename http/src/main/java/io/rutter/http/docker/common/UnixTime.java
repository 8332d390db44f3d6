package io.rutter.http.docker.common;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times of the API's parameters: seconds since 1970, with a fraction of up to nine digits. */
public final class UnixTime {
    private static final Pattern TEXT = Pattern.compile("(-?\\d{1,12})(?:\\.(\\d{1,9}))?");

    private UnixTime() {}

    /** Null for nothing and for {@code 0}, which mean no limit. Refuses: Invalid. */
    public static @Nullable Instant parse(String text) {
        if (text.isEmpty()) {
            return null;
        }
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw Refused.invalid("strconv.ParseInt: parsing \"" + text + "\": invalid syntax");
        }
        var seconds = new BigDecimal(text);
        if (seconds.signum() == 0) {
            return null;
        }
        long whole = Long.parseLong(matcher.group(1));
        long nanos = matcher.group(2) == null
                ? 0
                : new BigDecimal("0." + matcher.group(2)).movePointRight(9).longValue();
        return Instant.ofEpochSecond(whole, nanos);
    }
}
