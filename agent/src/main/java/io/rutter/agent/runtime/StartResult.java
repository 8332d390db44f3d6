package io.rutter.agent.runtime;

import io.rutter.engine.container.StartFault;
import java.time.Instant;

/** What became of a start. */
public sealed interface StartResult {
    /** The process waits to be let go. */
    record Created(int pid) implements StartResult {}

    record Running(int pid, Instant at) implements StartResult {}

    /**
     * It could not be started; nothing of it is left but its bundle.
     *
     * @param message in Docker's words
     * @param exitCode 127 not found, 126 not executable, 128 all else
     */
    record Failed(String message, int exitCode, StartFault fault) implements StartResult {}
}
