package io.rutter.engine.log;

import io.rutter.engine.entity.State;

/** What the log says of itself. */
public record LogState(long epoch, String version, String bootId) implements State {
    @Override
    public boolean alive() {
        return true;
    }
}
