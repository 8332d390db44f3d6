package io.rutter.engine.log;

import io.rutter.engine.entity.State;
import java.util.List;

/** Told of each durable batch, in order, on one thread. */
public interface LogFollower {
    /** Entries just made durable, with the state each led to where the writer knew it. Must not block. */
    void durable(List<Durable> batch);

    /** An entry and the state after it. */
    record Durable(LogEntry entry, State after) {}
}
