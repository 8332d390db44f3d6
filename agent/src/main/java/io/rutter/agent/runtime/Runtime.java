package io.rutter.agent.runtime;

import io.rutter.engine.assignment.ContainerOperations.LogQuery;
import io.rutter.engine.assignment.ContainerOperations.ProcessList;
import io.rutter.engine.assignment.ContainerOperations.Stats;
import io.rutter.engine.assignment.ContainerOperations.TerminalSize;
import io.rutter.engine.assignment.IoStreams;
import io.rutter.engine.assignment.LogFrames;
import io.rutter.engine.container.spec.Resources;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What starts, watches and ends processes of containers. Methods block and are for virtual threads. An {@link IOException} is a
 * broken host; what a user has done wrong is a {@link StartResult.Failed} or a {@code RefusedException}.
 *
 * <p>Closing it lets go of everything and leaves the containers running.
 */
public interface Runtime extends Closeable {
    /**
     * Names and versions of what it found on the host.
     *
     * @param name of the runtime in use
     * @param versions by name, that one first
     */
    record Facts(String name, Map<String, String> versions, String conmonVersion, String initBinary) {}

    Facts facts();

    /** Writes the bundle with its stamp and creates the process, which waits. From now on its end is told. */
    StartResult create(RunOrder order) throws IOException;

    /** Lets the created process go. */
    StartResult start(RunKey key) throws IOException;

    /** Told once for every run that ends, on a virtual thread; for adopted ones too. At least once over lives of the engine. */
    void onExit(Consumer<RunExit> listener);

    /** Stamps of all runs that lie on this host, whoever ordered them; of one that cannot be read the engine's log tells. */
    List<RunStamp> stamps() throws IOException;

    /** How far a run has come. Changes nothing. */
    FoundRun look(RunStamp stamp) throws IOException;

    /** Watches a run that an earlier life of the engine has started, and tells its end, even when it lies in the past. */
    void adopt(FoundRun found) throws IOException;

    /** @return false when there is no process to signal */
    boolean signal(RunKey key, int signal) throws IOException;

    void pause(RunKey key) throws IOException;

    void resume(RunKey key) throws IOException;

    void update(RunKey key, Resources resources) throws IOException;

    /** Forgets an ended run and all it left: bundle, group, exit file. Its log stays. A run that is alive is killed first. */
    void delete(RunKey key) throws IOException;

    ExecSession exec(ExecOrder order) throws IOException;

    /**
     * Attaches to a created or running process.
     *
     * @param stdin whether input goes to it; taken only if it was made with an open stdin
     * @param fromStart whether output begins with what this run wrote before; earlier runs are left out
     */
    IoStreams attach(RunKey key, boolean stdin, boolean fromStart) throws IOException;

    /** Sets the size of the main process's terminal; nothing happens when it has none. */
    void resize(RunKey key, TerminalSize size) throws IOException;

    /** Reads a container's log, rotated files included. Followed, it ends when the run that writes it has ended. */
    LogFrames logs(Path logFile, RunKey follow, LogQuery query) throws IOException;

    ProcessList top(RunKey key, List<String> psArguments) throws IOException;

    Stats stats(RunKey key) throws IOException;

    /** Pid of the main process; 0 when it is not alive. */
    int pid(RunKey key);
}
