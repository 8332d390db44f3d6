package io.rutter.agent.linux.process;

import java.nio.charset.StandardCharsets;

/**
 * How a program ended.
 *
 * @param exitCode its code, or 128 and the number of the signal that ended it
 */
@SuppressWarnings("ArrayRecordComponent") // handed through once, compared nowhere
public record ProgramResult(int exitCode, byte[] stdout, byte[] stderr) {
    public boolean succeeded() {
        return exitCode == 0;
    }

    public String stdoutText() {
        return new String(stdout, StandardCharsets.UTF_8);
    }

    /** What it complained about, without the line end. */
    public String stderrText() {
        return new String(stderr, StandardCharsets.UTF_8).strip();
    }
}
