package io.rutter.agent.image.build.dockerfile;

import io.rutter.engine.image.ImageConfig.HealthcheckConfig;

/** A health check as Docker's history shows it. */
public final class HealthcheckWords {
    private static final int FIRST_PRINTABLE = 32;

    private HealthcheckWords() {}

    public static String of(HealthcheckConfig check) {
        return "&{" + Quoted.go(check.test())
                + " \"" + GoDuration.text(check.intervalNanos())
                + "\" \"" + GoDuration.text(check.timeoutNanos())
                + "\" \"" + GoDuration.text(check.startPeriodNanos())
                + "\" '" + character(check.retries()) + "'}";
    }

    /** The history shows the number as a character. */
    private static String character(int number) {
        return number < FIRST_PRINTABLE ? String.format("\\x%02x", number) : String.valueOf((char) number);
    }
}
