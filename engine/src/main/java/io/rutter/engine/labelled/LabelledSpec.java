package io.rutter.engine.labelled;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was declared of such a thing.
 *
 * @param <S> the specification itself
 */
public interface LabelledSpec<S extends LabelledSpec<S>> {
    String name();

    Map<String, String> labels();

    /** The driver that fills in placeholders; empty for none. */
    String templating();

    /** True when it says nothing of the data, or the same. */
    boolean keepsDataOf(S known);

    /** What is wrong with its data or its driver, in Docker's words; null for nothing. */
    @Nullable
    String wrongContent();

    S withLabels(Map<String, String> newLabels);

    /** What is wrong with it, in Docker's words; null for nothing. */
    default @Nullable String wrong() {
        if (name().isEmpty()) {
            return "name must be provided";
        }
        if (name().length() > Names.MOST_CHARACTERS
                || !Names.SHAPE.matcher(name()).matches()) {
            return "invalid name, only 64 [a-zA-Z0-9-_.] characters allowed, and the start and end character must be"
                    + " [a-zA-Z0-9]";
        }
        return wrongContent();
    }

    /** How many bytes a text in base64 stands for. */
    static int bytesOf(String base64) {
        int padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
        return base64.length() / 4 * 3 - padding;
    }

    /** What a name may look like. */
    final class Names {
        private static final Pattern SHAPE = Pattern.compile("[a-zA-Z0-9]+(?:[a-zA-Z0-9-_.]*[a-zA-Z0-9])?");
        private static final int MOST_CHARACTERS = 64;

        private Names() {}
    }
}
