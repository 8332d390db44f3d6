package io.rutter.agent.image.build.dockerfile;

import java.util.Locale;
import java.util.Set;

/** STOPSIGNAL's signals: a number, or a name with or without SIG. */
public final class SignalWords {
    private static final Set<String> NAMES = Set.of(
            "ABRT", "ALRM", "BUS", "CHLD", "CLD", "CONT", "FPE", "HUP", "ILL", "INT", "IO", "IOT", "KILL", "PIPE",
            "POLL", "PROF", "PWR", "QUIT", "SEGV", "STKFLT", "STOP", "SYS", "TERM", "TRAP", "TSTP", "TTIN", "TTOU",
            "URG", "USR1", "USR2", "VTALRM", "WINCH", "XCPU", "XFSZ");
    private static final int MAX_SIGNAL = 64;

    private SignalWords() {}

    /** Refuses what is no signal of Linux. */
    public static void check(String signal) throws DockerfileException {
        String name = signal.toUpperCase(Locale.ROOT);
        String bare = name.startsWith("SIG") ? name.substring(3) : name;
        boolean number =
                !signal.isEmpty() && signal.length() < 4 && signal.chars().allMatch(c -> c >= '0' && c <= '9');
        boolean known = number
                ? Integer.parseInt(signal) > 0 && Integer.parseInt(signal) <= MAX_SIGNAL
                : NAMES.contains(bare) || bare.matches("RTM(IN(\\+([1-9]|1[0-5]))?|AX(-([1-9]|1[0-4]))?)");
        if (!known) {
            throw new DockerfileException("Invalid signal: " + signal);
        }
    }
}
