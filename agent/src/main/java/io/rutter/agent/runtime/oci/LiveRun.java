package io.rutter.agent.runtime.oci;

import com.fasterxml.jackson.databind.JsonNode;
import io.rutter.agent.linux.process.Pidfds;
import io.rutter.agent.runtime.RunExit;
import io.rutter.agent.runtime.RunKey;
import io.rutter.agent.runtime.RunStamp;
import io.rutter.agent.runtime.logs.LogPlace;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A run whose end has not been forgotten yet.
 *
 * @param process the main process
 * @param monitor the one that keeps it; null when it is gone
 * @param traits what its configuration says of it
 * @param exit completed when it has ended
 */
record LiveRun(
        RunStamp stamp,
        Pidfds.Watch process,
        Pidfds.@Nullable Watch monitor,
        Traits traits,
        CompletableFuture<RunExit> exit) {
    /**
     * What must be known of a run to work with it.
     *
     * @param group its control group
     * @param openStdin whether it takes input
     * @param logStart where its output begins in the container's log
     * @param process the main process as the runtime was told it; what is executed beside it is like it. Not to be changed
     */
    record Traits(String group, boolean terminal, boolean openStdin, LogPlace logStart, JsonNode process) {}

    RunKey key() {
        return stamp.key();
    }

    int pid() {
        return process.process().pid();
    }

    boolean ended() {
        return exit.isDone();
    }
}
