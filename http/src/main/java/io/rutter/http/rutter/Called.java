package io.rutter.http.rutter;

import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import io.rutter.engine.log.EventLog;
import io.rutter.engine.log.LogEntry;
import io.rutter.engine.world.World;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The things that one reader of the log asks for by names or by beginnings of ids. All entries of what has the name, had it, or gets it
 * while the log is read. Nothing asked for is everything.
 */
final class Called {
    static final Called EVERYTHING = new Called(List.of());

    private static final String DIGEST = "sha256:";

    private final List<String> words;
    private final Set<EntityKey> named = new HashSet<>();

    private Called(List<String> words) {
        this.words = words;
    }

    /** Looks for the names in the world and back in the log; may block. */
    static Called of(List<String> asked, World world, EventLog log) {
        var called = new Called(asked.stream()
                .map(word -> word.startsWith("/") ? word.substring(1) : word)
                .toList());
        if (!called.words.isEmpty()) {
            called.named.addAll(new Names(world, log).all(called.words));
        }
        return called;
    }

    boolean wants(LogEntry entry) {
        if (words.isEmpty()) {
            return true;
        }
        if (Names.given(entry).filter(words::contains).isPresent()) {
            named.add(entry.key());
        }
        return named.contains(entry.key()) || words.stream().anyMatch(word -> begins(entry.key(), word));
    }

    private static boolean begins(EntityKey key, String word) {
        String id = key.id();
        return id.startsWith(word)
                || key.kind() == Kind.IMAGE && id.startsWith(DIGEST) && id.startsWith(word, DIGEST.length());
    }
}
