package io.rutter.engine.log;

import io.rutter.engine.entity.Event;
import java.time.Instant;

/** What happens to the log itself, as entries of its own. */
public sealed interface LogEvent extends Event {
    /**
     * An appender took over: the engine started, or the leader changed.
     *
     * @param epoch the number of this reign
     * @param nodeId where it runs
     * @param version the program's version
     * @param bootId the host's boot; another one than before tells of a reboot
     */
    record EpochStarted(long epoch, String nodeId, String version, String bootId, Instant at) implements LogEvent {}
}
