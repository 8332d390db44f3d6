package io.rutter.engine.log;

import io.rutter.engine.entity.Decider;
import io.rutter.engine.entity.Decision;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.log.LogEvent.EpochStarted;
import java.time.Instant;

/** The rules of the log's own entity: nobody orders it, the appender writes its events. */
public record LogDecider() implements Decider<Object, LogEvent, LogState> {
    @Override
    public LogState nothing() {
        return new LogState(0, "", "");
    }

    @Override
    public Decision<LogEvent> decide(LogState state, Object command, Instant now) {
        return Decision.refuse(new Problem.Forbidden("only the appender writes about the log"));
    }

    @Override
    public LogState evolve(LogState state, LogEvent event) {
        return switch (event) {
            case EpochStarted started -> new LogState(started.epoch(), started.version(), started.bootId());
        };
    }
}
