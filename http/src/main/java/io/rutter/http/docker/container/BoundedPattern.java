package io.rutter.http.docker.container;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A user's regular expression, looked for in a name with a limit on the work: some expressions never end. */
final class BoundedPattern {
    private static final int STEPS = 100_000;
    private static final Map<String, String> JAVA_CLASS = Map.ofEntries(
            Map.entry("alnum", "Alnum"),
            Map.entry("alpha", "Alpha"),
            Map.entry("ascii", "ASCII"),
            Map.entry("blank", "Blank"),
            Map.entry("cntrl", "Cntrl"),
            Map.entry("digit", "Digit"),
            Map.entry("graph", "Graph"),
            Map.entry("lower", "Lower"),
            Map.entry("print", "Print"),
            Map.entry("punct", "Punct"),
            Map.entry("space", "Space"),
            Map.entry("upper", "Upper"),
            Map.entry("xdigit", "XDigit"));
    private static final Pattern POSIX_CLASS =
            Pattern.compile("\\[:(\\^?)(" + String.join("|", JAVA_CLASS.keySet()) + "):]");

    private BoundedPattern() {}

    /** False for what is no expression, as in Docker, and for one that takes too long. */
    static boolean finds(String expression, String text) {
        try {
            return Pattern.compile(inJava(expression))
                    .matcher(new Counted(text))
                    .find();
        } catch (PatternSyntaxException | TooLong | StackOverflowError _) {
            return false;
        }
    }

    /** Go names classes of characters as POSIX does, {@code [[:digit:]]}; Java has other words for them. */
    private static String inJava(String expression) {
        return POSIX_CLASS
                .matcher(expression)
                .replaceAll(found -> Matcher.quoteReplacement(
                        (found.group(1).isEmpty() ? "\\p{" : "\\P{") + JAVA_CLASS.get(found.group(2)) + "}"));
    }

    private static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLong() {
            super("too many steps", null, false, false);
        }
    }

    private static final class Counted implements CharSequence {
        private final String text;
        private int steps;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++steps > STEPS) {
                throw new TooLong();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
