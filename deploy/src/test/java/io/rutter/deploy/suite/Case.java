package io.rutter.deploy.suite;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A transcript that stands alone: it makes what it needs under its own name, {@code $N}, and what carries that name is
 * removed afterwards.
 *
 * @param title begins with the verb and option that it is about, in back quotes
 * @param notes comment lines above the steps, kept as they are
 */
record Case(String title, List<String> notes, List<Step> steps) {
    Case {
        notes = List.copyOf(notes);
        steps = List.copyOf(steps);
    }

    /** Why this engine's answers differ, if they are known to. */
    Optional<String> reasonFor(String engine) {
        String reasons = steps.stream()
                .map(step -> step.exceptions().get(engine))
                .filter(exception -> exception != null)
                .map(Step.Exception::reason)
                .distinct()
                .collect(Collectors.joining("; "));
        return reasons.isEmpty() ? Optional.empty() : Optional.of(reasons);
    }

    boolean differsByDesign() {
        return steps.stream().map(Step::exceptions).anyMatch(exceptions -> !exceptions.isEmpty());
    }

    String script() {
        return steps.stream().map(Step::command).collect(Collectors.joining("\n"));
    }

    /** A name of eight characters that is this case's alone. */
    String name() {
        return "c%07x".formatted(title.hashCode() & 0xfffffff);
    }

    Map<String, String> environment() {
        return Map.of("N", name());
    }
}
