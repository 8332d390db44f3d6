package io.rutter.agent.runtime;

import io.rutter.engine.assignment.IoStreams;
import java.io.IOException;
import java.util.concurrent.CompletionStage;

/** An exec under way. Closing it takes its streams away; the command gets a hang-up or a broken pipe and may go on. */
public interface ExecSession extends IoStreams {
    /** Exit code; 126 when it could not be started, with the reason as the last output. */
    CompletionStage<Integer> exit();

    /** Pid on the host; 0 while it is not known or when it has ended. */
    int pid();

    /** Sends SIGKILL to its command, or to what is still starting it; nothing happens when it has ended. */
    void kill();

    /** Sets the size of its terminal; nothing happens when it has none. */
    void resize(int height, int width) throws IOException;
}
