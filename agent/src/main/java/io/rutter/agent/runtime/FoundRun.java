package io.rutter.agent.runtime;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run found on the host.
 *
 * @param phase how far it had come
 * @param pid of the main process, 0 before it was created
 * @param exit how it ended, with {@code ENDED}
 */
public record FoundRun(
        RunStamp stamp, Phase phase, int pid, @Nullable RunExit exit) {
    /** How far a run has come. */
    public enum Phase {
        /** A bundle, but no process: the engine died between stamp and start, or the start failed. */
        PREPARED,
        /** The process waits to be let go. */
        CREATED,
        RUNNING,
        PAUSED,
        ENDED
    }

    public Optional<RunExit> ended() {
        return Optional.ofNullable(exit);
    }
}
