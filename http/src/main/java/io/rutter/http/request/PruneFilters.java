package io.rutter.http.request;

import io.rutter.http.docker.common.Filters;
import io.rutter.http.docker.common.Refused;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a prune spares: by age ({@code until}) and by labels. */
public final class PruneFilters {
    public static final Set<String> ALLOWED = Set.of("until", "label", "label!");

    private final Filters filters;
    private final @Nullable Instant until;

    /** @throws Refused Invalid for a time that is none, or more than one */
    public PruneFilters(Filters filters, Instant now) {
        this.filters = filters;
        Set<String> given = filters.of("until");
        if (given.size() > 1) {
            throw Refused.invalid("more than one until filter specified");
        }
        this.until = given.isEmpty() ? null : time(given.iterator().next(), now);
    }

    private static Instant time(String text, Instant now) {
        if (text.matches("\\d{1,12}(\\.\\d{1,9})?")) {
            return Instant.ofEpochSecond(Long.parseLong(text.split("\\.", 2)[0]));
        }
        return GoDuration.parse(text).map(now::minus).orElseGet(() -> date(text));
    }

    private static Instant date(String text) {
        try {
            return OffsetDateTime.parse(text.length() == "2025-01-31".length() ? text + "T00:00:00Z" : text)
                    .toInstant();
        } catch (DateTimeException _) {
            throw Refused.invalid("failed to parse value as time or duration: \"" + text + "\"");
        }
    }

    public boolean allow(Instant created, Map<String, String> labels) {
        boolean spared = filters.of("label!").stream().anyMatch(label -> {
            String[] parts = label.split("=", 2);
            String value = labels.get(parts[0]);
            return value != null && (parts.length == 1 || parts[1].equals(value));
        });
        return !spared && filters.allowsLabels("label", labels) && (until == null || created.isBefore(until));
    }
}
