package io.rutter.http.docker.container.json;

import java.time.Duration;

/** A stretch of time as {@code docker ps} tells it. Source: Docker's go-units, HumanDuration. */
final class HumanDuration {
    private static final int MINUTE = 60;
    private static final int HOURS_A_DAY = 24;
    private static final int DAYS_A_WEEK = 7;
    private static final int DAYS_A_MONTH = 30;
    private static final int DAYS_A_YEAR = 365;

    private HumanDuration() {}

    static String words(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 1) {
            return "Less than a second";
        }
        if (seconds < MINUTE) {
            return seconds == 1 ? "1 second" : seconds + " seconds";
        }
        long minutes = duration.toMinutes();
        if (minutes < MINUTE) {
            return minutes == 1 ? "About a minute" : minutes + " minutes";
        }
        long hours = duration.plusMinutes(MINUTE / 2).toHours();
        return hours == 1 ? "About an hour" : days(hours, duration);
    }

    private static String days(long hours, Duration duration) {
        long days = hours / HOURS_A_DAY;
        if (days < 2) {
            return hours + " hours";
        }
        if (days < DAYS_A_WEEK * 2) {
            return days + " days";
        }
        if (days < DAYS_A_MONTH * 2) {
            return days / DAYS_A_WEEK + " weeks";
        }
        return days < DAYS_A_YEAR * 2
                ? days / DAYS_A_MONTH + " months"
                : duration.toHours() / HOURS_A_DAY / DAYS_A_YEAR + " years";
    }
}
