package io.rutter.deploy.client;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as people at this machine read them. */
final class Clock {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

    private Clock() {}

    static String local(String instant) {
        return FORMAT.format(Instant.parse(instant));
    }
}
