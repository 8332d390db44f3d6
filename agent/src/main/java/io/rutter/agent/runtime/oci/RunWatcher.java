package io.rutter.agent.runtime.oci;

import io.rutter.agent.linux.files.FileWatch;
import io.rutter.agent.linux.process.Pidfds;
import io.rutter.agent.linux.process.ProcessIdentity;
import io.rutter.agent.runtime.RunExit;
import io.rutter.agent.runtime.RunKey;
import io.rutter.agent.runtime.RunStamp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows the runs that are alive, and tells when one has ended. */
final class RunWatcher {
    private static final Logger LOG = LoggerFactory.getLogger(RunWatcher.class);
    /** The monitor drains output and writes the exit code after the process is gone. */
    private static final int MONITOR_LIMIT_SECONDS = 30;

    private static final int UNKNOWN_CODE = 255;

    private final Bundles bundles;
    private final RunGroups groups;
    private final InstantSource clock;
    private final Map<RunKey, LiveRun> runs = new ConcurrentHashMap<>();
    private final List<Consumer<RunExit>> listeners = new CopyOnWriteArrayList<>();

    RunWatcher(Bundles bundles, RunGroups groups, InstantSource clock) {
        this.bundles = bundles;
        this.groups = groups;
        this.clock = clock;
    }

    void listen(Consumer<RunExit> listener) {
        listeners.add(listener);
    }

    @Nullable
    LiveRun find(RunKey key) {
        return runs.get(key);
    }

    /** Watches a run from now on; one that is watched already stays as it is. */
    LiveRun watch(RunStamp stamp, ProcessIdentity process, LiveRun.Traits traits) throws IOException {
        LiveRun known = runs.get(stamp.key());
        if (known != null) {
            return known;
        }
        Optional<ProcessIdentity> monitor = monitor(stamp.key());
        var run = new LiveRun(
                stamp,
                Pidfds.watch(process),
                monitor.isPresent() ? Pidfds.watch(monitor.get()) : null,
                traits,
                new CompletableFuture<>());
        runs.put(stamp.key(), run);
        run.process().gone().thenCompose(ended -> monitorGone(run)).whenComplete((ended, problem) -> end(run));
        return run;
    }

    /** The monitor, if the process with its pid is one of ours for this very run. */
    private Optional<ProcessIdentity> monitor(RunKey key) {
        int pid = bundles.monitorPid(key);
        return pid > 0 && Monitor.keeps(pid, key) ? ProcessIdentity.of(pid) : Optional.empty();
    }

    private static CompletionStage<Void> monitorGone(LiveRun run) {
        Pidfds.Watch monitor = run.monitor();
        return monitor == null
                ? CompletableFuture.completedFuture(null)
                : monitor.gone().toCompletableFuture().orTimeout(MONITOR_LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    private void end(LiveRun run) {
        if (run.process().process().isAlive()) {
            return;
        }
        killWhatIsLeft(run);
        RunExit exit;
        try {
            exit = exit(run.stamp(), run.traits());
        } catch (IOException | RuntimeException e) {
            LOG.warn("The end of run {} could not be read", run.key().runtimeId(), e);
            exit = new RunExit(run.stamp(), UNKNOWN_CODE, false, false, clock.instant());
        }
        run.process().close();
        if (run.monitor() != null) {
            run.monitor().close();
        }
        tell(run, exit);
    }

    /** What cannot be killed does not change how the main process has ended. */
    private void killWhatIsLeft(LiveRun run) {
        try {
            groups.killAll(run.traits().group());
        } catch (IOException | RuntimeException e) {
            LOG.warn("What run {} left is killed when it is deleted", run.key().runtimeId(), e);
        }
    }

    private void tell(LiveRun run, RunExit exit) {
        if (run.exit().complete(exit)) {
            FileWatch.touch(Path.of(run.stamp().logFile()).resolveSibling(""));
            for (Consumer<RunExit> listener : listeners) {
                listener.accept(exit);
            }
        }
    }

    /** How a run that is not alive any more has ended, by what lies on disk. */
    RunExit exit(RunStamp stamp, LiveRun.Traits traits) throws IOException {
        boolean oom = groups.oomKills(traits.group()) > 0 || bundles.oomSeen(stamp.key());
        Optional<Bundles.Exit> seen = bundles.exit(stamp.key());
        Instant at = seen.map(Bundles.Exit::at).orElse(clock.instant());
        return new RunExit(stamp, seen.map(Bundles.Exit::code).orElse(UNKNOWN_CODE), seen.isPresent(), oom, at);
    }

    void forget(RunKey key) {
        LiveRun run = runs.remove(key);
        if (run != null) {
            run.process().close();
            if (run.monitor() != null) {
                run.monitor().close();
            }
        }
    }

    /** Lets go of all of them; they live on. */
    void close() {
        runs.keySet().forEach(this::forget);
    }
}
