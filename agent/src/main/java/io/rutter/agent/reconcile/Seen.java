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
 * @param acted how far what is wanted was acted on
 * @param fittings what of a run is on the host besides its process
 */
record Seen(Process process, LastRun run, Acted acted, Fittings fittings) {
    static final Seen NOTHING = new Seen(
            Process.NONE,
            new LastRun(null, 0, 0, null, null, Told.NOTHING),
            new Acted(0, 0, null, null),
            Fittings.NONE);

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
     * The last run.
     *
     * @param stamp of the last run on this host; null before the first
     * @param number the highest that was ever allotted here
     * @param exit how it ended, until its end is told and its evidence deleted
     */
    record LastRun(
            @Nullable RunStamp stamp,
            long number,
            int pid,
            @Nullable Instant startedAt,
            @Nullable RunExit exit,
            Told told) {
        LastRun ended(@Nullable RunExit end, Told heard) {
            return new LastRun(stamp, number, 0, startedAt, end, heard);
        }
    }

    /**
     * How far what is wanted was acted on.
     *
     * @param attempted highest start generation that a run was tried for
     * @param killed generation of the last signal that was sent once
     * @param stopping how far a stop has come
     * @param restart when the policy starts it again; null when it does not
     */
    record Acted(
            long attempted,
            long killed,
            @Nullable Stopping stopping,
            @Nullable Restart restart) {
        /**
         * A start was tried; what was under way is over.
         *
         * @param next back-off of the policy; null where somebody asked for the start
         */
        Acted tried(long generation, @Nullable Restart next) {
            return new Acted(Math.max(attempted, generation), killed, null, next);
        }

        Acted withStopping(@Nullable Stopping next) {
            return new Acted(attempted, killed, next, restart);
        }

        Acted withRestart(@Nullable Restart next) {
            return new Acted(attempted, killed, stopping, next);
        }
    }

    /**
     * What of a run is on the host besides its process.
     *
     * @param there whether its mounts, namespace and addresses are
     * @param plugged endpoints that the namespace has
     * @param limits as the process has them; null before a run
     */
    record Fittings(
            boolean there, List<Endpoint> plugged, @Nullable Resources limits) {
        static final Fittings NONE = new Fittings(false, List.of(), null);

        Fittings {
            plugged = List.copyOf(plugged);
        }

        Fittings withLimits(@Nullable Resources next) {
            return new Fittings(there, plugged, next);
        }
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
        return new Seen(
                Process.NONE,
                new LastRun(null, run, 0, null, null, Told.NOTHING),
                NOTHING.acted,
                new Fittings(true, plugged, null));
    }

    /** No run, but something of one that nobody told of any more. */
    static Seen leftover() {
        return new Seen(
                Process.NONE, NOTHING.run.ended(null, Told.END), NOTHING.acted, new Fittings(true, List.of(), null));
    }

    boolean up() {
        return process == Process.RUNNING || process == Process.PAUSED;
    }

    Seen withProcess(Process next) {
        return new Seen(next, run, acted, fittings);
    }

    /** A run that was made just now. */
    Seen running(RunStamp made, int pid, Instant at, List<Endpoint> endpoints, Resources resources) {
        return new Seen(
                Process.RUNNING,
                new LastRun(made, made.run(), pid, at, null, Told.NOTHING),
                acted.tried(made.generation(), made.generation() > acted.attempted ? null : acted.restart),
                new Fittings(true, endpoints, resources));
    }

    /** A run that came to nothing: told, and to be cleared away. */
    Seen failed(long number, long generation) {
        return new Seen(
                Process.NONE,
                new LastRun(run.stamp, number, 0, null, null, Told.END),
                acted.tried(generation, null),
                new Fittings(true, fittings.plugged, null));
    }

    Seen ended(RunExit end) {
        return new Seen(Process.ENDED, run.ended(end, run.told), acted, fittings);
    }

    Seen toldStart() {
        return new Seen(
                process,
                new LastRun(run.stamp, run.number, run.pid, run.startedAt, run.exit, Told.START),
                acted,
                fittings);
    }

    /** The end is in the log; the evidence may go. */
    Seen toldEnd(@Nullable Restart next) {
        return new Seen(
                process, run.ended(run.exit, Told.END), acted.withStopping(null).withRestart(next), fittings);
    }

    /** The evidence of an ended run is gone. */
    Seen cleared() {
        return new Seen(
                Process.NONE,
                new LastRun(null, run.number, 0, run.startedAt, null, Told.END),
                acted.withStopping(null),
                fittings.withLimits(null));
    }

    Seen unfurnished() {
        return new Seen(process, run, acted, new Fittings(false, List.of(), fittings.limits));
    }

    Seen withStopping(Stopping next) {
        return new Seen(process, run, acted.withStopping(next), fittings);
    }

    /** A signal was sent once. A stop under way goes on as it was: its own signal is not sent again. */
    Seen withKilled(long generation) {
        return new Seen(process, run, new Acted(acted.attempted, generation, acted.stopping, acted.restart), fittings);
    }

    Seen withPlugged(List<Endpoint> endpoints) {
        return new Seen(process, run, acted, new Fittings(fittings.there, endpoints, fittings.limits));
    }

    Seen withLimits(Resources resources) {
        return new Seen(process, run, acted, fittings.withLimits(resources));
    }
}
