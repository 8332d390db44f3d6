package io.rutter.http.docker.common;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Set;

/** Values of query parameters, read as dockerd reads them. */
public final class QueryText {
    private static final Set<String> FALSE_WORDS = Set.of("", "0", "no", "false", "none");

    private QueryText() {}

    /** Everything is true but {@code 0}, {@code no}, {@code false}, {@code none} and nothing. */
    public static boolean bool(String text) {
        return !FALSE_WORDS.contains(text.strip().toLowerCase(Locale.ROOT));
    }

    /** @throws Refused Invalid, in the words of dockerd's language, for what is no number of 32 bits */
    public static int integer(String text) {
        return (int) number("Atoi", text, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** @throws Refused Invalid, in the words of dockerd's language, for what is no number of 64 bits */
    public static long longInteger(String text) {
        return number("ParseInt", text, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private static long number(String parser, String text, long least, long most) {
        String parsing = "strconv." + parser + ": parsing \"" + text + "\": ";
        if (!text.matches("[+-]?[0-9]+")) {
            throw Refused.invalid(parsing + "invalid syntax");
        }
        var value = new BigInteger(text);
        if (value.bitLength() > 63 || value.longValue() < least || value.longValue() > most) {
            throw Refused.invalid(parsing + "value out of range");
        }
        return value.longValue();
    }
}
