package io.rutter.agent.reconcile;

import io.rutter.agent.runtime.RunExit;
import io.rutter.agent.runtime.RunStamp;
import io.rutter.engine.container.Endpoint;
import io.rutter.engine.container.spec.Resources;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What this node sees of one container.
 *
 * @param process of the last run
 * @param stamp of the last run on this host; null before the first
 * @param lastRun highest run number that was ever allotted here
 * @param attempted highest start generation that a run was tried for
 * @param exit how the last run ended, until its end is told and its evidence deleted
 * @param told what of the last run the log has heard
 * @param stopping how far a stop has come
 * @param killed generation of the last signal that was sent once
 * @param restart when the policy starts it again; null when it does not
 * @param furnished whether mounts, namespace and addresses of a run are on the host
 * @param plugged endpoints that the namespace has
 * @param limits as the process has them; null before a run
 */
record Seen(
        Process process,
        @Nullable RunStamp stamp,
        long lastRun,
        long attempted,
        int pid,
        @Nullable Instant startedAt,
        @Nullable RunExit exit,
        Told told,
        @Nullable Stopping stopping,
        long killed,
        @Nullable Restart restart,
        boolean furnished,
        List<Endpoint> plugged,
        @Nullable Resources limits) {
    static final Seen NOTHING =
            new Seen(Process.NONE, null, 0, 0, 0, null, null, Told.NOTHING, null, 0, null, false, List.of(), null);

    Seen {
        plugged = List.copyOf(plugged);
    }

    /** What the process is doing. */
    enum Process {
        NONE,
        RUNNING,
        PAUSED,
        ENDED
    }

    /** What the log has heard of the last run. */
    enum Told {
        NOTHING,
        START,
        END
    }

    /**
     * A stop under way.
     *
     * @param generation that asked for it
     * @param signal number of the last signal that was sent
     * @param killAt when SIGKILL follows; null for never, or when it was sent
     */
    record Stopping(long generation, int signal, @Nullable Instant killAt) {}

    /**
     * A start by policy to come.
     *
     * @param tries starts by policy in a row
     * @param delayMillis that the next one waits
     */
    record Restart(Instant at, int tries, long delayMillis) {}

    /** A run whose process never was let go; what it was furnished with is on the host. */
    static Seen halfMade(long run, List<Endpoint> plugged) {
        return new Seen(Process.NONE, null, run, 0, 0, null, null, Told.NOTHING, null, 0, null, true, plugged, null);
    }

    /** No run, but something of one that nobody told of any more. */
    static Seen leftover() {
        return new Seen(Process.NONE, null, 0, 0, 0, null, null, Told.END, null, 0, null, true, List.of(), null);
    }

    boolean up() {
        return process == Process.RUNNING || process == Process.PAUSED;
    }

    Seen withProcess(Process next) {
        return new Seen(
                next, stamp, lastRun, attempted, pid, startedAt, exit, told, stopping, killed, restart, furnished,
                plugged, limits);
    }

    /** A run that was made just now. */
    Seen running(RunStamp made, int newPid, Instant at, List<Endpoint> endpoints, Resources resources) {
        return new Seen(
                Process.RUNNING,
                made,
                made.run(),
                Math.max(attempted, made.generation()),
                newPid,
                at,
                null,
                Told.NOTHING,
                null,
                killed,
                restart,
                true,
                endpoints,
                resources);
    }

    /** A run that came to nothing: told, and to be cleared away. */
    Seen failed(long run, long generation) {
        return new Seen(
                Process.NONE,
                stamp,
                run,
                Math.max(attempted, generation),
                0,
                null,
                null,
                Told.END,
                null,
                killed,
                null,
                true,
                plugged,
                null);
    }

    Seen ended(RunExit end) {
        return new Seen(
                Process.ENDED,
                stamp,
                lastRun,
                attempted,
                0,
                startedAt,
                end,
                told,
                stopping,
                killed,
                restart,
                furnished,
                plugged,
                limits);
    }

    Seen toldStart() {
        return new Seen(
                process,
                stamp,
                lastRun,
                attempted,
                pid,
                startedAt,
                exit,
                Told.START,
                stopping,
                killed,
                restart,
                furnished,
                plugged,
                limits);
    }

    /** The end is in the log; the evidence may go. */
    Seen toldEnd(@Nullable Restart next) {
        return new Seen(
                process, stamp, lastRun, attempted, 0, startedAt, exit, Told.END, null, killed, next, furnished,
                plugged, limits);
    }

    /** The evidence of an ended run is gone. */
    Seen cleared() {
        return new Seen(
                Process.NONE,
                null,
                lastRun,
                attempted,
                0,
                startedAt,
                null,
                Told.END,
                null,
                killed,
                restart,
                furnished,
                plugged,
                null);
    }

    Seen unfurnished() {
        return new Seen(
                process, stamp, lastRun, attempted, pid, startedAt, exit, told, stopping, killed, restart, false,
                List.of(), limits);
    }

    Seen withStopping(Stopping next) {
        return new Seen(
                process, stamp, lastRun, attempted, pid, startedAt, exit, told, next, killed, restart, furnished,
                plugged, limits);
    }

    /** A signal was sent once. A stop under way goes on as it was: its own signal is not sent again. */
    Seen withKilled(long generation) {
        return new Seen(
                process,
                stamp,
                lastRun,
                attempted,
                pid,
                startedAt,
                exit,
                told,
                stopping,
                generation,
                restart,
                furnished,
                plugged,
                limits);
    }

    Seen withPlugged(List<Endpoint> endpoints) {
        return new Seen(
                process, stamp, lastRun, attempted, pid, startedAt, exit, told, stopping, killed, restart, furnished,
                endpoints, limits);
    }

    Seen withLimits(Resources resources) {
        return new Seen(
                process, stamp, lastRun, attempted, pid, startedAt, exit, told, stopping, killed, restart, furnished,
                plugged, resources);
    }

    Seen withoutRestart() {
        return new Seen(
                process, stamp, lastRun, attempted, pid, startedAt, exit, told, stopping, killed, null, furnished,
                plugged, limits);
    }
}
