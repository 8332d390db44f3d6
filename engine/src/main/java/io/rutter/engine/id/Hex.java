package io.rutter.engine.id;

import java.util.regex.Pattern;

/** The one place that knows what a 64-digit hexadecimal id looks like. */
final class Hex {
    private static final Pattern ID_64 = Pattern.compile("[0-9a-f]{64}");

    private Hex() {}

    static void require64(String text, String what) {
        if (!ID_64.matcher(text).matches()) {
            throw new IllegalArgumentException("not a " + what + ": " + text);
        }
    }
}
