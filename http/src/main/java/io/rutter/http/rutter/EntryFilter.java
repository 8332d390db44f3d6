package io.rutter.http.rutter;

import io.rutter.engine.id.Kind;
import io.rutter.engine.log.LogEntry;
import io.rutter.http.docker.common.Refused;
import java.util.Arrays;
import java.util.List;

/**
 * Which entries a reader wants. An empty list wants all; several values of one filter are alternatives.
 *
 * @param kinds such as {@code container}
 * @param called the things that were asked for
 * @param actors names of users, controllers or nodes
 */
record EntryFilter(List<String> kinds, Called called, List<String> actors) {
    EntryFilter {
        for (String kind : kinds) {
            if (Arrays.stream(Kind.values()).noneMatch(known -> known.word().equals(kind))) {
                throw Refused.invalid("there is no kind \"" + kind + "\": use one of "
                        + Arrays.stream(Kind.values()).map(Kind::word).toList());
            }
        }
    }

    boolean wants(LogEntry entry) {
        // first, as it learns names from every entry
        return called.wants(entry)
                && (kinds.isEmpty() || kinds.contains(entry.key().kind().word()))
                && (actors.isEmpty() || actors.contains(entry.origin().actor().name()));
    }
}
