package io.rutter.http.docker.container;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A user's regular expression, looked for in a name with a limit on the work: some expressions never end. */
final class BoundedPattern {
    private static final int STEPS = 100_000;

    private BoundedPattern() {}

    /** False for what is no expression, as in Docker, and for one that takes too long. */
    static boolean finds(String expression, String text) {
        try {
            return Pattern.compile(expression).matcher(new Counted(text)).find();
        } catch (PatternSyntaxException | TooLong | StackOverflowError _) {
            return false;
        }
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
