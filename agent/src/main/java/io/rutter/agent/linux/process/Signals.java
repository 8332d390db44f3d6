package io.rutter.agent.linux.process;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** Names and numbers of signals, as users write them: {@code SIGTERM}, {@code term}, {@code 15}. */
public final class Signals {
    public static final int SIGKILL = 9;
    public static final int SIGTERM = 15;

    private static final int LAST = 64;
    private static final int REALTIME_FIRST = 34;
    private static final List<String> NAMES = List.of(
            "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
            "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF",
            "WINCH", "IO", "PWR", "SYS");

    private Signals() {}

    /** Empty when the text names no signal. */
    public static OptionalInt parse(String text) {
        String name = text.toUpperCase(Locale.ROOT);
        if (!name.isEmpty() && name.chars().allMatch(Character::isDigit) && name.length() <= 2) {
            int number = Integer.parseInt(name);
            return number >= 1 && number <= LAST ? OptionalInt.of(number) : OptionalInt.empty();
        }
        if (name.startsWith("SIG")) {
            name = name.substring(3);
        }
        int index = NAMES.indexOf(name);
        if (index >= 0) {
            return OptionalInt.of(index + 1);
        }
        return switch (name) {
            case "IOT" -> OptionalInt.of(6);
            case "CLD" -> OptionalInt.of(17);
            case "POLL" -> OptionalInt.of(29);
            case "RTMIN" -> OptionalInt.of(REALTIME_FIRST);
            case "RTMAX" -> OptionalInt.of(LAST);
            default -> realtime(name);
        };
    }

    private static OptionalInt realtime(String name) {
        boolean up = name.startsWith("RTMIN+");
        if (!up && !name.startsWith("RTMAX-")) {
            return OptionalInt.empty();
        }
        String rest = name.substring(6);
        if (rest.isEmpty() || rest.length() > 2 || !rest.chars().allMatch(Character::isDigit)) {
            return OptionalInt.empty();
        }
        int number = up ? REALTIME_FIRST + Integer.parseInt(rest) : LAST - Integer.parseInt(rest);
        return number >= REALTIME_FIRST && number <= LAST ? OptionalInt.of(number) : OptionalInt.empty();
    }
}
