package io.rutter.agent.operations;

import io.rutter.agent.reconcile.Agent;
import io.rutter.agent.reconcile.NodeParts;
import io.rutter.agent.runtime.ExecOrder;
import io.rutter.agent.runtime.ExecSession;
import io.rutter.agent.runtime.RunKey;
import io.rutter.engine.assignment.ContainerOperations;
import io.rutter.engine.assignment.IoStreams;
import io.rutter.engine.assignment.LogFrames;
import io.rutter.engine.assignment.ReportSink;
import io.rutter.engine.container.ContainerReport;
import io.rutter.engine.container.spec.ExecConfig;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.ContainerId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Streams to and from containers of this machine. */
public final class LocalContainers implements ContainerOperations {
    /** The shell's code for a command that is there but cannot be run; Docker's for every exec that does not begin. */
    private static final int CANNOT_RUN = 126;

    private static final int REPORT_TRIES = 600;

    private final NodeParts parts;
    private final CompletableFuture<Agent> agent;
    private final CompletableFuture<ReportSink> reports;
    private final FileTransfer files;
    private final Map<String, ExecSession> execs = new ConcurrentHashMap<>();

    LocalContainers(NodeParts parts, CompletableFuture<Agent> agent, CompletableFuture<ReportSink> reports) {
        this.parts = parts;
        this.agent = agent;
        this.reports = reports;
        this.files = new FileTransfer(parts, agent);
    }

    @Override
    public IoStreams attach(ContainerId id, boolean stdin, boolean logs) {
        Optional<RunKey> up = agent.join().currentRun(id.value());
        CompletableFuture<RunKey> run = agent.join().currentOrNextRun(id.value());
        boolean fromStart = logs || up.isEmpty();
        return new PendingStreams(run, stdin, key -> parts.runtime().attach(key, stdin, fromStart));
    }

    @Override
    public LogFrames logs(ContainerId id, LogQuery query) throws IOException {
        RunKey follow = agent.join().currentRun(id.value()).orElse(new RunKey(id.value(), 0));
        Path file = written(id).orElse(parts.logFile(id.value()));
        return parts.runtime().logs(file, follow, query);
    }

    @Override
    public boolean keepsLog(ContainerId id) {
        return written(id).isPresent();
    }

    /** The log of a container, or what is kept of it since it was removed. */
    private Optional<Path> written(ContainerId id) {
        Path own = parts.logFile(id.value());
        return Files.exists(own) ? Optional.of(own) : parts.keptLogs().find(id.value());
    }

    @Override
    public IoStreams exec(ContainerId id, String execId, ExecConfig config, @Nullable TerminalSize size)
            throws IOException {
        boolean detached = !config.attachStdin() && !config.attachStdout() && !config.attachStderr();
        ExecSession session;
        try {
            session = parts.runtime().exec(new ExecOrder(running(id), execId, config, detached, size));
        } catch (IOException e) {
            execEnded(id, execId, CANNOT_RUN);
            throw e;
        }
        execs.put(execId, session);
        session.exit().whenComplete((code, _) -> {
            execs.remove(execId);
            execEnded(id, execId, code == null ? CANNOT_RUN : code);
        });
        return session;
    }

    private void execEnded(ContainerId id, String execId, int exitCode) {
        tell(id, new ContainerReport.ExecEnded(execId, exitCode, parts.clock().instant()), REPORT_TRIES);
    }

    /** The code is known here alone, so it is told again while the log is busy. */
    private void tell(ContainerId id, ContainerReport ended, int triesLeft) {
        reports.join().report(id, ended, 0).whenComplete((_, failure) -> {
            if (failure != null && triesLeft > 0) {
                CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS).execute(() -> tell(id, ended, triesLeft - 1));
            }
        });
    }

    @Override
    public long execPid(ContainerId id, String execId) {
        ExecSession session = execs.get(execId);
        return session == null ? 0 : session.pid();
    }

    @Override
    public void resize(ContainerId id, TerminalSize size) throws IOException {
        parts.runtime().resize(running(id), size);
    }

    @Override
    public void resizeExec(ContainerId id, String execId, TerminalSize size) throws IOException {
        ExecSession session = execs.get(execId);
        if (session == null) {
            throw new RefusedException(new Problem.NotFound("No such exec instance: " + execId));
        }
        session.resize(size.height(), size.width());
    }

    private RunKey running(ContainerId id) throws RefusedException {
        return agent.join()
                .currentRun(id.value())
                .orElseThrow(() -> new RefusedException(new Problem.Conflict("container " + id + " is not running")));
    }

    @Override
    public ProcessList top(ContainerId id, List<String> psArguments) throws IOException {
        return parts.runtime().top(running(id), psArguments);
    }

    @Override
    public PathStat stat(ContainerId id, String name, String path) throws IOException {
        return files.stat(id, name, path);
    }

    @Override
    public InputStream archive(ContainerId id, String name, String path) throws IOException {
        return files.archive(id, name, path);
    }

    @Override
    public void extract(
            ContainerId id, String name, String path, InputStream tar, boolean noOverwriteDirNonDir, boolean copyOwner)
            throws IOException {
        files.extract(id, name, path, tar, noOverwriteDirNonDir, copyOwner);
    }

    @Override
    public InputStream export(ContainerId id) throws IOException {
        return files.export(id);
    }

    @Override
    public Map<String, Integer> changes(ContainerId id) throws IOException {
        return files.changes(id);
    }

    @Override
    public long[] sizes(ContainerId id) throws IOException {
        return files.sizes(id);
    }

    @Override
    public Stats stats(ContainerId id) throws IOException {
        return parts.runtime().stats(running(id));
    }

    @Override
    public HealthLog healthLog(ContainerId id) {
        return agent.join().health().log(id.value());
    }

    @Override
    public CompletionStage<Void> settled(ContainerId id, long generation) {
        return agent.join().settled(id.value(), generation);
    }

    @Override
    public ContainerPaths paths(ContainerId id) {
        Path home = parts.home(id.value());
        return new ContainerPaths(
                parts.logFile(id.value()).toString(),
                home.resolve("hostname").toString(),
                home.resolve("hosts").toString(),
                home.resolve("resolv.conf").toString(),
                Map.of(
                        "MergedDir", parts.images().rootfs().path(id.value()).toString(),
                        "UpperDir", parts.images().rootfs().upper(id.value()).toString()));
    }
}
