package io.rutter.http.docker.container.body;

import io.rutter.http.docker.common.Refused;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** Signals by name and number, as Docker takes them: {@code SIGHUP}, {@code hup}, {@code 1}, {@code RTMIN+3}. */
public final class Signals {
    private static final List<String> NAMES = List.of(
            "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
            "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF",
            "WINCH", "IO", "PWR", "SYS");
    private static final int RTMIN = 34;
    private static final int RTMAX = 64;

    private Signals() {}

    /** Refuses what is no signal: Invalid, in Docker's words. */
    static void require(String text) {
        if (number(text).isEmpty()) {
            throw Refused.invalid("Invalid signal: " + text);
        }
    }

    /** Its name, as the engine's orders have it: {@code SIGKILL}, or a number where it has none. */
    public static String name(String text) {
        int number = number(text).orElseThrow(() -> Refused.invalid("Invalid signal: " + text));
        return number <= NAMES.size() ? "SIG" + NAMES.get(number - 1) : Integer.toString(number);
    }

    /** Its number; empty for what is no signal. */
    public static OptionalInt number(String text) {
        if (text.matches("\\d{1,3}")) {
            int number = Integer.parseInt(text);
            return number >= 1 && number <= RTMAX ? OptionalInt.of(number) : OptionalInt.empty();
        }
        String upper = text.toUpperCase(Locale.ROOT);
        String name = upper.startsWith("SIG") ? upper.substring("SIG".length()) : upper;
        int index = NAMES.indexOf(alias(name));
        return index >= 0 ? OptionalInt.of(index + 1) : realTime(name);
    }

    private static String alias(String name) {
        return switch (name) {
            case "CLD" -> "CHLD";
            case "IOT" -> "ABRT";
            case "POLL" -> "IO";
            default -> name;
        };
    }

    private static OptionalInt realTime(String name) {
        if (name.matches("RTMIN(\\+\\d{1,2})?")) {
            return within(RTMIN + (name.length() > 5 ? Integer.parseInt(name.substring(6)) : 0));
        }
        if (name.matches("RTMAX(-\\d{1,2})?")) {
            return within(RTMAX - (name.length() > 5 ? Integer.parseInt(name.substring(6)) : 0));
        }
        return OptionalInt.empty();
    }

    private static OptionalInt within(int number) {
        return number >= RTMIN && number <= RTMAX ? OptionalInt.of(number) : OptionalInt.empty();
    }
}
