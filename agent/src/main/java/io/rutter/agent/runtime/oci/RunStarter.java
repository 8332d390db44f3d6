package io.rutter.agent.runtime.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.agent.linux.files.Cgroups;
import io.rutter.agent.linux.files.HostFiles;
import io.rutter.agent.linux.process.ProcessIdentity;
import io.rutter.agent.linux.process.ProgramResult;
import io.rutter.agent.linux.process.Programs;
import io.rutter.agent.runtime.FoundRun;
import io.rutter.agent.runtime.RunKey;
import io.rutter.agent.runtime.RunOrder;
import io.rutter.agent.runtime.StartResult;
import io.rutter.agent.runtime.logs.LogFiles;
import io.rutter.agent.runtime.logs.LogPlace;
import io.rutter.agent.runtime.oci.bundle.Capabilities;
import io.rutter.agent.runtime.oci.bundle.OciBundle;
import io.rutter.agent.runtime.oci.bundle.Seccomp;
import io.rutter.engine.container.StartFault;
import io.rutter.engine.container.spec.ContainerConfig;
import io.rutter.engine.container.spec.ContainerSpec;
import io.rutter.engine.container.spec.HostConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Brings runs from an order to a process, or back from what lies on disk. */
final class RunStarter {
    private static final String OPEN_STDIN = "io.rutter.open-stdin";
    private static final String LOG_START = "io.rutter.log-start";
    private static final String LOG_DRIVER = "io.rutter.log-driver";
    private static final String LOG_OPTION = "io.rutter.log-option.";
    private static final byte[] GO = {'0'};

    private final ObjectMapper json;
    private final HostRuntime host;
    private final Bundles bundles;
    private final RunWatcher watcher;
    private final InstantSource clock;
    private final OciBundle bundle;
    private final Monitor monitor;

    RunStarter(
            ObjectMapper json,
            HostRuntime host,
            Bundles bundles,
            RunWatcher watcher,
            Cgroups cgroups,
            InstantSource clock)
            throws IOException {
        this.json = json;
        this.host = host;
        this.bundles = bundles;
        this.watcher = watcher;
        this.clock = clock;
        this.monitor = new Monitor(json, host, bundles);
        this.bundle = new OciBundle(
                json,
                new OciBundle.HostLimits(
                        HostFiles.openFilesLimit(), Capabilities.ofHost(), cgroups.unified(), host.initBinary()),
                new Seccomp(json, host.name().equals(HostRuntime.CRUN)));
    }

    StartResult create(RunOrder order) throws IOException {
        RunKey key = order.stamp().key();
        bundles.stamp(order.stamp());
        ContainerSpec spec = order.assignment().spec();
        String group = RunGroups.path(spec.hostConfig().resources().cgroupParent(), key.runtimeId());
        OciBundle.Result built = bundle.build(order, group, joined(order));
        ObjectNode config = built.config();
        if (config == null || !built.problem().isEmpty()) {
            return new StartResult.Failed(built.problem(), RuntimeErrors.OTHER, StartFault.REQUEST);
        }
        Path logFile = Path.of(order.stamp().logFile());
        Files.createDirectories(logFile.resolveSibling(""));
        annotate(config, spec, new LogFiles(logFile).end());
        bundles.writeConfig(key, config);
        ContainerConfig wanted = spec.config();
        Monitor.Answer answer = monitor.create(
                key,
                new Monitor.Keeping(
                        wanted.tty(), wanted.openStdin(), wanted.openStdin() && !wanted.stdinOnce(), logFile));
        Optional<ProcessIdentity> process = answer.pid() > 0 ? ProcessIdentity.of(answer.pid()) : Optional.empty();
        if (process.isEmpty()) {
            return RuntimeErrors.start(host.name(), answer.complaint(), wanted.argv());
        }
        LiveRun run = watcher.watch(order.stamp(), process.get(), traits(config));
        keepLog(run, config);
        return new StartResult.Created(answer.pid());
    }

    private OciBundle.Joined joined(RunOrder order) throws IOException {
        int pidOf = order.pidNamespaceOf().map(this::alivePid).orElse(0);
        int ipcOf = order.ipcNamespaceOf().map(this::alivePid).orElse(0);
        if (order.pidNamespaceOf().isPresent() && pidOf == 0
                || order.ipcNamespaceOf().isPresent() && ipcOf == 0) {
            throw new IOException("a container whose namespace is to be joined is not running");
        }
        return new OciBundle.Joined(
                pidOf > 0 ? Path.of("/proc/" + pidOf + "/ns/pid") : null,
                ipcOf > 0 ? Path.of("/proc/" + ipcOf + "/ns/ipc") : null);
    }

    private int alivePid(RunKey key) {
        LiveRun run = watcher.find(key);
        return run == null || run.ended() ? 0 : run.pid();
    }

    /** What a later life of the engine must know lies in the bundle itself. */
    private static void annotate(ObjectNode config, ContainerSpec spec, LogPlace logStart) {
        ObjectNode annotations = config.withObjectProperty("annotations");
        annotations.put(LOG_START, logStart.toString());
        annotations.put(OPEN_STDIN, "" + spec.config().openStdin());
        HostConfig.LogConfig log = spec.hostConfig().logConfig();
        annotations.put(LOG_DRIVER, log.type());
        log.config().forEach((name, value) -> annotations.put(LOG_OPTION + name, value));
    }

    private void keepLog(LiveRun run, JsonNode config) {
        JsonNode annotations = config.path("annotations");
        var options = new java.util.HashMap<String, String>();
        for (Map.Entry<String, JsonNode> entry : annotations.properties()) {
            if (entry.getKey().startsWith(LOG_OPTION)) {
                options.put(
                        entry.getKey().substring(LOG_OPTION.length()),
                        entry.getValue().asText());
            }
        }
        var files = new LogFiles(Path.of(run.stamp().logFile()));
        LogRotation.limit(annotations.path(LOG_DRIVER).asText(), options)
                .ifPresent(limit -> LogRotation.keepWithin(limit, files, bundles.controlPipe(run.key()), run::ended));
    }

    /**
     * Lets a created process go. crun's waits for one byte in a pipe that lies in its state; to write it takes a twentieth of
     * the time that a program would.
     */
    StartResult start(LiveRun run) throws IOException {
        RunKey key = run.key();
        Path pipe = startPipe(key);
        // before it is let go: a short one may have ended by the time that we look again
        Instant startedAt = clock.instant();
        if (host.name().equals(HostRuntime.CRUN) && Files.exists(pipe)) {
            boolean told = HostFiles.writeFifo(pipe, GO);
            if (told || !isRuntime(run.pid())) {
                Files.deleteIfExists(pipe);
                return new StartResult.Running(run.pid(), startedAt);
            }
        }
        ProgramResult result = Programs.run(host.program("start", key.runtimeId()));
        return result.succeeded()
                ? new StartResult.Running(run.pid(), startedAt)
                : RuntimeErrors.start(
                        host.name(),
                        result.stderrText(),
                        java.util.List.of(bundles.readConfig(key)
                                .path("process")
                                .path("args")
                                .path(0)
                                .asText()));
    }

    /** Whether a created process has not been let go yet. Both runtimes keep their pipe under this name. */
    boolean waits(RunKey key, int pid) {
        return Files.exists(startPipe(key)) && isRuntime(pid);
    }

    /** Whether a process still executes the runtime itself, and not yet the container's program. */
    private boolean isRuntime(int pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/comm")).startsWith(host.name());
        } catch (IOException e) {
            return false;
        }
    }

    private Path startPipe(RunKey key) {
        return host.state(key.runtimeId()).resolve("exec.fifo");
    }

    /** What a bundle's configuration says of a run; empty when none was written. */
    Optional<LiveRun.Traits> traits(RunKey key) throws IOException {
        return Files.exists(bundles.config(key)) ? Optional.of(traits(bundles.readConfig(key))) : Optional.empty();
    }

    private static LiveRun.Traits traits(JsonNode config) {
        return new LiveRun.Traits(
                config.path("linux").path("cgroupsPath").asText(),
                config.path("process").path("terminal").asBoolean(),
                config.path("annotations").path(OPEN_STDIN).asBoolean(),
                LogPlace.parse(config.path("annotations").path(LOG_START).asText()),
                config.path("process"));
    }

    void adopt(FoundRun found) throws IOException {
        RunKey key = found.stamp().key();
        Optional<LiveRun.Traits> traits = traits(key);
        if (traits.isEmpty()) {
            return;
        }
        ProcessIdentity process = process(found);
        LiveRun run = watcher.watch(found.stamp(), process, traits.get());
        keepLog(run, bundles.readConfig(key));
    }

    /** One that has ended is watched under an identity that no process has, so its end is told at once. */
    private static ProcessIdentity process(FoundRun found) {
        return found.phase() == FoundRun.Phase.ENDED
                ? new ProcessIdentity(found.pid(), -1, "")
                : ProcessIdentity.of(found.pid()).orElse(new ProcessIdentity(found.pid(), -1, ""));
    }
}
