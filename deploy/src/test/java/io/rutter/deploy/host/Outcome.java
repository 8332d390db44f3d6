package io.rutter.deploy.host;

import java.time.Duration;

/**
 * What a command left behind.
 *
 * @param exit its exit code; 124 where it was ended because its time was over
 * @param output standard output and standard error in the order they came
 */
public record Outcome(int exit, String output, Duration took) {
    public static final int OUT_OF_TIME = 124;

    public boolean isFine() {
        return exit == 0;
    }

    /** The output without its last line end, for commands that answer with one word. */
    public String word() {
        return output.strip();
    }
}
