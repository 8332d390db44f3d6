package io.rutter.http.docker.image;

import io.rutter.http.docker.common.Refused;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Patterns of Go's {@code path.Match}: {@code *} and {@code ?} stop at a slash, {@code [a-z]} is one of many. */
final class Glob {
    private Glob() {}

    /** Refuses: Invalid, for a pattern that does not end. */
    static boolean matches(String pattern, String text) {
        var expression = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char next = pattern.charAt(i);
            switch (next) {
                case '*' -> expression.append("[^/]*");
                case '?' -> expression.append("[^/]");
                case '[', ']', '-', '^' -> expression.append(next);
                case '\\' -> {
                    i++;
                    if (i == pattern.length()) {
                        throw bad(pattern);
                    }
                    expression.append(Pattern.quote(pattern.substring(i, i + 1)));
                }
                default -> expression.append(Pattern.quote(String.valueOf(next)));
            }
        }
        try {
            return Pattern.matches(expression.toString(), text);
        } catch (PatternSyntaxException _) {
            throw bad(pattern);
        }
    }

    private static Refused bad(String pattern) {
        return Refused.invalid("syntax error in pattern: " + pattern);
    }
}
