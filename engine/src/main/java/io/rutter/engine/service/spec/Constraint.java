package io.rutter.engine.service.spec;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A condition on a node, such as {@code node.labels.disk==ssd}.
 *
 * @param key lower-case up to the label's own name
 * @param equal whether the value must be so, rather than must not
 */
public record Constraint(String key, boolean equal, String value) {
    private static final Pattern KEY = Pattern.compile("^[a-z0-9][a-z0-9\\-_.]+[a-z0-9]$", Pattern.CASE_INSENSITIVE);
    private static final Pattern VALUE =
            Pattern.compile("^[a-z0-9:\\-_\\s.*()?+\\[\\]\\\\^$|/]+$", Pattern.CASE_INSENSITIVE);
    public static final String NODE_LABEL = "node.labels.";
    public static final String ENGINE_LABEL = "engine.labels.";

    /** Null when all are well formed, else what is wrong with the first that is not. */
    public static @Nullable String firstWrong(List<String> constraints) {
        for (String text : constraints) {
            String wrong = wrong(text);
            if (wrong != null) {
                return wrong;
            }
        }
        return null;
    }

    private static @Nullable String wrong(String text) {
        int operator = operator(text);
        if (operator < 0) {
            return "constraint expected one operator from ==, !=";
        }
        String key = text.substring(0, operator).trim();
        String value = text.substring(operator + 2).trim();
        if (!KEY.matcher(key).matches()) {
            return "key '" + key + "' is invalid";
        }
        return VALUE.matcher(value).matches() ? null : "value '" + value + "' is invalid";
    }

    private static int operator(String text) {
        int equal = text.indexOf("==");
        return equal >= 0 ? equal : text.indexOf("!=");
    }

    /** Reads one; empty when it is not well formed. */
    public static Optional<Constraint> parse(String text) {
        if (wrong(text) != null) {
            return Optional.empty();
        }
        int operator = operator(text);
        String key = text.substring(0, operator).trim();
        String lower = key.toLowerCase(Locale.ROOT);
        for (String prefix : List.of(NODE_LABEL, ENGINE_LABEL)) {
            if (lower.startsWith(prefix)) {
                lower = prefix + key.substring(prefix.length());
            }
        }
        return Optional.of(new Constraint(
                lower,
                text.charAt(operator) == '=',
                text.substring(operator + 2).trim()));
    }

    /** Whether what a node has fulfils it; an absent label is an empty value. */
    public boolean holds(String actual) {
        return value.equalsIgnoreCase(actual) == equal;
    }
}
