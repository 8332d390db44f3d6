package io.rutter.agent.linux.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which process, for as long as the disk lasts: a pid alone may name another one later.
 *
 * @param startTicks when it started, in clock ticks after boot; from /proc/PID/stat
 * @param bootId of the boot that it lived in
 */
public record ProcessIdentity(int pid, long startTicks, String bootId) {
    private static final int START_TIME_FIELD_AFTER_NAME = 19;
    private static final int STATE_FIELD_AFTER_NAME = 0;

    private static final class Boot {
        static final String ID = read();

        private static String read() {
            try {
                return Files.readString(Path.of("/proc/sys/kernel/random/boot_id"))
                        .strip();
            } catch (IOException e) {
                throw new IllegalStateException("no boot id", e);
            }
        }
    }

    /** The process that has a pid now; empty when none has. */
    public static Optional<ProcessIdentity> of(int pid) {
        return stat(pid)
                .map(fields -> new ProcessIdentity(pid, Long.parseLong(fields[START_TIME_FIELD_AFTER_NAME]), Boot.ID));
    }

    /** Whether it is there and no zombie. */
    public boolean isAlive() {
        return bootId.equals(Boot.ID)
                && stat(pid)
                        .filter(fields -> Long.parseLong(fields[START_TIME_FIELD_AFTER_NAME]) == startTicks
                                && !fields[STATE_FIELD_AFTER_NAME].equals("Z")
                                && !fields[STATE_FIELD_AFTER_NAME].equals("X"))
                        .isPresent();
    }

    /** The fields after the name, which may hold spaces and brackets itself. */
    private static Optional<String[]> stat(int pid) {
        try {
            String line =
                    new String(Files.readAllBytes(Path.of("/proc/" + pid + "/stat")), StandardCharsets.ISO_8859_1);
            return Optional.of(line.substring(line.lastIndexOf(')') + 2).split(" "));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
