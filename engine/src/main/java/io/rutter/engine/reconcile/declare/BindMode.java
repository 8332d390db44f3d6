package io.rutter.engine.reconcile.declare;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The last part of {@code source:target:mode}: words apart by commas, of each kind one at most.
 *
 * @param propagation empty where nothing is said
 * @param copy whether an empty volume is filled from the image
 */
record BindMode(boolean readWrite, boolean copy, String propagation) {
    private static final List<Set<String>> KINDS = List.of(
            Set.of("ro", "rw"),
            Set.of("z", "Z"),
            Set.of("cached", "delegated", "consistent"),
            Set.of("nocopy"),
            Set.of("private", "rprivate", "shared", "rshared", "slave", "rslave"));
    private static final Set<String> PROPAGATIONS = KINDS.getLast();

    /** Empty for a word that is none, or a second one of its kind. */
    static Optional<BindMode> parse(String text) {
        List<String> words = text.isEmpty() ? List.of() : List.of(text.split(",", -1));
        var met = new HashSet<Set<String>>();
        String propagation = "";
        for (String word : words) {
            Optional<Set<String>> kind =
                    KINDS.stream().filter(one -> one.contains(word)).findFirst();
            if (kind.isEmpty() || !met.add(kind.get())) {
                return Optional.empty();
            }
            propagation = PROPAGATIONS.contains(word) ? word : propagation;
        }
        return Optional.of(new BindMode(!words.contains("ro"), !words.contains("nocopy"), propagation));
    }
}
