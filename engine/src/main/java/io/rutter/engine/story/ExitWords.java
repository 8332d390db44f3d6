package io.rutter.engine.story;

import java.util.Map;

/** What an exit code means. */
final class ExitWords {
    private static final int SIGNAL_BASE = 128;
    private static final Map<Integer, String> SIGNALS = Map.ofEntries(
            Map.entry(1, "SIGHUP"),
            Map.entry(2, "SIGINT"),
            Map.entry(3, "SIGQUIT"),
            Map.entry(4, "SIGILL, an illegal instruction"),
            Map.entry(6, "SIGABRT: it aborted itself"),
            Map.entry(7, "SIGBUS, a bad memory access"),
            Map.entry(8, "SIGFPE, a bad calculation"),
            Map.entry(9, "SIGKILL"),
            Map.entry(10, "SIGUSR1"),
            Map.entry(11, "SIGSEGV, a bad memory access"),
            Map.entry(12, "SIGUSR2"),
            Map.entry(13, "SIGPIPE, a closed pipe"),
            Map.entry(14, "SIGALRM"),
            Map.entry(15, "SIGTERM"));

    private ExitWords() {}

    /** @param oomKilled whether the kernel killed it for its memory */
    static String of(int code, boolean oomKilled) {
        if (oomKilled) {
            return "with code " + code + ": it used more memory than its limit, and the kernel killed it";
        }
        return switch (code) {
            case 0 -> "with code 0, which means success";
            case 125 -> "with code 125: the engine could not run it";
            case 126 -> "with code 126: its command cannot be executed";
            case 127 -> "with code 127: its command was not found";
            default -> code > SIGNAL_BASE ? signalled(code) : "with code " + code;
        };
    }

    private static String signalled(int code) {
        String name = SIGNALS.get(code - SIGNAL_BASE);
        return name == null
                ? "with code " + code
                : "with code " + code + ", which means it was ended by signal " + (code - SIGNAL_BASE) + ", " + name;
    }
}
