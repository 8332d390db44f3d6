package io.rutter.http.server.connection;

import java.time.Duration;

/**
 * What a server allows its clients, so that none can use it up.
 *
 * @param connections open at once; one more is answered 503 and closed
 * @param headsInProgress connections that have sent a part of a request head; one more is answered 503 and closed
 * @param headTime from the first byte of a head to its last; then 408 and closed
 * @param idleTime without a request under way; then closed
 * @param deadClientGrace from a client's end of input to the cancelling of an answer that is not finished
 */
public record Limits(
        int connections, int headsInProgress, Duration headTime, Duration idleTime, Duration deadClientGrace) {
    public static final int CONNECTIONS = 8_192;
    public static final int HEADS_IN_PROGRESS = 512;
    public static final Duration HEAD_TIME = Duration.ofSeconds(30);
    public static final Duration IDLE_TIME = Duration.ofMinutes(10);
    /** Long enough for {@code nc -N} to get a quick answer, short enough to free what a dead client holds. */
    public static final Duration DEAD_CLIENT_GRACE = Duration.ofMillis(250);

    public static final Limits DEFAULT =
            new Limits(CONNECTIONS, HEADS_IN_PROGRESS, HEAD_TIME, IDLE_TIME, DEAD_CLIENT_GRACE);

    /** How often waiting is looked at: a quarter of the shorter limit, within sensible bounds. */
    Duration checkEvery() {
        long millis = Math.min(headTime.toMillis(), idleTime.toMillis()) / 4;
        return Duration.ofMillis(Math.clamp(millis, 20, 5_000));
    }
}
