package io.rutter.agent.runtime.oci;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rutter.agent.image.files.Trees;
import io.rutter.agent.linux.files.Cgroups;
import io.rutter.agent.linux.files.HostFiles;
import io.rutter.agent.linux.process.ProcessIdentity;
import io.rutter.agent.linux.process.ProgramResult;
import io.rutter.agent.linux.process.Programs;
import io.rutter.agent.linux.process.Signals;
import io.rutter.agent.linux.stream.SeqPacket;
import io.rutter.agent.runtime.ExecOrder;
import io.rutter.agent.runtime.ExecSession;
import io.rutter.agent.runtime.FoundRun;
import io.rutter.agent.runtime.RunExit;
import io.rutter.agent.runtime.RunKey;
import io.rutter.agent.runtime.RunOrder;
import io.rutter.agent.runtime.RunStamp;
import io.rutter.agent.runtime.Runtime;
import io.rutter.agent.runtime.StartResult;
import io.rutter.agent.runtime.logs.LogFiles;
import io.rutter.agent.runtime.logs.LogPlace;
import io.rutter.agent.runtime.logs.LogReader;
import io.rutter.agent.runtime.logs.OutputReader;
import io.rutter.agent.runtime.oci.bundle.Capabilities;
import io.rutter.agent.runtime.oci.bundle.OciResources;
import io.rutter.engine.assignment.ContainerOperations.LogQuery;
import io.rutter.engine.assignment.ContainerOperations.ProcessList;
import io.rutter.engine.assignment.ContainerOperations.RefusedException;
import io.rutter.engine.assignment.ContainerOperations.Stats;
import io.rutter.engine.assignment.ContainerOperations.TerminalSize;
import io.rutter.engine.assignment.IoStreams;
import io.rutter.engine.assignment.LogFrames;
import io.rutter.engine.container.spec.Resources;
import io.rutter.engine.entity.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs by crun or runc under conmon. */
public final class OciRuntime implements Runtime {
    private static final Logger LOG = LoggerFactory.getLogger(OciRuntime.class);
    private static final int KILL_LIMIT_SECONDS = 30;

    private final ObjectMapper json;
    private final InstantSource clock;
    private final HostRuntime host;
    private final Bundles bundles;
    private final RunGroups groups;
    private final RunWatcher watcher;
    private final RunStarter starter;
    private final OciExecs execs;
    private final RunStats stats;

    private OciRuntime(ObjectMapper json, InstantSource clock, HostRuntime host, Bundles bundles, Cgroups cgroups)
            throws IOException {
        this.json = json;
        this.clock = clock;
        this.host = host;
        this.bundles = bundles;
        this.groups = new RunGroups(cgroups);
        this.watcher = new RunWatcher(bundles, groups, clock);
        this.starter = new RunStarter(json, host, bundles, watcher, cgroups, clock);
        this.execs = new OciExecs(json, host, bundles, Capabilities.ofHost());
        this.stats = new RunStats(cgroups);
    }

    /**
     * Looks for the programs and the control groups of this host.
     *
     * @param execRoot directory of the engine that does not outlive a boot, such as /run/rutter; absolute
     */
    public static OciRuntime open(Path execRoot, ObjectMapper json, InstantSource clock) throws IOException {
        Cgroups cgroups = Cgroups.detect();
        Files.createDirectories(execRoot);
        return new OciRuntime(json, clock, HostRuntime.find(execRoot, cgroups), new Bundles(json, execRoot), cgroups);
    }

    @Override
    public Facts facts() {
        return new Facts(
                host.name(),
                host.versions(),
                host.conmonVersion(),
                host.initBinary().map(Path::toString).orElse(""));
    }

    @Override
    public StartResult create(RunOrder order) throws IOException {
        return starter.create(order);
    }

    @Override
    public StartResult start(RunKey key) throws IOException {
        return starter.start(require(key));
    }

    @Override
    public void onExit(Consumer<RunExit> listener) {
        watcher.listen(listener);
    }

    @Override
    public List<RunStamp> stamps() throws IOException {
        Bundles.Stamps all = bundles.stamps();
        all.unreadable().forEach(this::tell);
        return all.stamps();
    }

    private void tell(Path directory, IOException reason) {
        LOG.error(
                "The stamp of run {} cannot be read, so nobody knows whose it is. If the container still runs, it goes on"
                        + " unwatched: here it is said to have ended, and may be started a second time beside it. Look with"
                        + " `{} --root {} list`, end what should not run, and remove the directory",
                directory,
                host.name(),
                host.stateRoot(),
                reason);
    }

    @Override
    public FoundRun look(RunStamp stamp) throws IOException {
        RunKey key = stamp.key();
        Optional<LiveRun.Traits> traits = starter.traits(key);
        int pid = bundles.pid(key);
        if (traits.isEmpty()) {
            return new FoundRun(stamp, FoundRun.Phase.PREPARED, 0, null);
        }
        String group = traits.get().group();
        boolean alive = pid > 0
                && groups.holds(group, pid)
                && ProcessIdentity.of(pid).filter(ProcessIdentity::isAlive).isPresent();
        if (alive) {
            FoundRun.Phase phase = starter.waits(key, pid)
                    ? FoundRun.Phase.CREATED
                    : groups.isFrozen(group) ? FoundRun.Phase.PAUSED : FoundRun.Phase.RUNNING;
            return new FoundRun(stamp, phase, pid, null);
        }
        return pid == 0
                ? new FoundRun(stamp, FoundRun.Phase.PREPARED, 0, null)
                : new FoundRun(stamp, FoundRun.Phase.ENDED, pid, watcher.exit(stamp, traits.get()));
    }

    @Override
    public void adopt(FoundRun found) throws IOException {
        switch (found.phase()) {
            case PREPARED -> {}
            case CREATED, RUNNING, PAUSED, ENDED -> starter.adopt(found);
        }
    }

    @Override
    public boolean signal(RunKey key, int signal) {
        LiveRun run = watcher.find(key);
        return run != null && !run.ended() && run.process().signal(signal);
    }

    @Override
    public void pause(RunKey key) throws IOException {
        groups.freeze(require(key).traits().group(), true);
    }

    @Override
    public void resume(RunKey key) throws IOException {
        groups.freeze(require(key).traits().group(), false);
    }

    @Override
    public void update(RunKey key, Resources resources) throws IOException {
        LiveRun run = require(key);
        var node = json.createObjectNode();
        OciResources.write(node, resources);
        Long pids = resources.pidsLimit();
        if (pids != null && pids <= 0) {
            groups.liftProcessLimit(run.traits().group());
            node.remove("pids");
        }
        ProgramResult result = Programs.run(
                host.program("update", "--resources", "-", run.key().runtimeId())
                        .withStdin(json.writeValueAsBytes(node)));
        if (!result.succeeded()) {
            throw new RefusedException(new Problem.Broken(result.stderrText()));
        }
    }

    @Override
    public void delete(RunKey key) throws IOException {
        LiveRun run = watcher.find(key);
        Optional<LiveRun.Traits> traits = starter.traits(key);
        if (run != null && !run.ended()) {
            kill(run);
        }
        if (traits.isPresent()) {
            groups.killAll(traits.get().group());
            groups.remove(traits.get().group());
        }
        Trees.remove(host.state(key.runtimeId()));
        bundles.delete(key);
        watcher.forget(key);
    }

    private void kill(LiveRun run) throws IOException {
        if (groups.isFrozen(run.traits().group())) {
            groups.freeze(run.traits().group(), false);
        }
        run.process().signal(Signals.SIGKILL);
        try {
            run.exit().get(KILL_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException("interrupted while killing a container");
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("run " + run.key().runtimeId() + " does not end", e);
        }
    }

    @Override
    public ExecSession exec(ExecOrder order) throws IOException {
        return execs.start(require(order.run()), order);
    }

    @Override
    public IoStreams attach(RunKey key, boolean stdin, boolean fromStart) throws IOException {
        LiveRun run = require(key);
        var files = new LogFiles(Path.of(run.stamp().logFile()));
        LogPlace from = fromStart ? run.traits().logStart() : files.end();
        OutputReader output = OutputReader.open(files, from, run::ended);
        try {
            SeqPacket socket = stdin && run.traits().openStdin() ? SeqPacket.connect(bundles.attachSocket(key)) : null;
            return new Attachment(output, socket);
        } catch (IOException e) {
            output.close();
            throw e;
        }
    }

    @Override
    public void resize(RunKey key, TerminalSize size) throws IOException {
        if (require(key).traits().terminal()) {
            byte[] words = (size.height() + " " + size.width() + "\n").getBytes(StandardCharsets.US_ASCII);
            HostFiles.writeFifo(bundles.sizePipe(key), words);
        }
    }

    @Override
    public LogFrames logs(Path logFile, RunKey follow, LogQuery query) throws IOException {
        return LogReader.open(new LogFiles(logFile), query, () -> {
            LiveRun run = watcher.find(follow);
            return run == null || run.ended();
        });
    }

    @Override
    public ProcessList top(RunKey key, List<String> psArguments) throws IOException {
        LiveRun run = require(key);
        return RunProcesses.list(groups.processes(run.traits().group()), psArguments);
    }

    @Override
    public Stats stats(RunKey key) throws IOException {
        LiveRun run = require(key);
        return stats.read(run.traits().group(), run.pid(), clock.instant());
    }

    @Override
    public int pid(RunKey key) {
        LiveRun run = watcher.find(key);
        return run == null || run.ended() ? 0 : run.pid();
    }

    private LiveRun require(RunKey key) throws RefusedException {
        LiveRun run = watcher.find(key);
        if (run == null || run.ended()) {
            throw new RefusedException(new Problem.Conflict("container " + key.containerId() + " is not running"));
        }
        return run;
    }

    @Override
    public void close() {
        watcher.close();
    }
}
