package io.rutter.engine.assignment;

import io.rutter.engine.container.spec.ExecConfig;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.ContainerId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Streams to and from containers of a node. All methods may block and are called on virtual threads; closing what they return
 * ends them. What cannot be done is a {@link RefusedException}.
 */
public interface ContainerOperations {
    /**
     * Attaches to the main process. May be called before it is started: output then begins with its first byte.
     *
     * @param stdin whether input goes to it
     * @param logs whether output begins with what was written before
     */
    IoStreams attach(ContainerId id, boolean stdin, boolean logs) throws IOException;

    /** Reads the log. Lines are joined; the iteration ends at the end of the log, or, followed, at the end of the container. */
    LogFrames logs(ContainerId id, LogQuery query) throws IOException;

    /** Whether anything is there of what a container wrote that may have been removed. */
    boolean keepsLog(ContainerId id);

    /** Starts a declared exec, attached or detached; its end is reported to the log by the node. */
    IoStreams exec(ContainerId id, String execId, ExecConfig config, @Nullable TerminalSize size) throws IOException;

    /** Pid of a running exec on the host, or 0. */
    long execPid(ContainerId id, String execId);

    void resize(ContainerId id, TerminalSize size) throws IOException;

    void resizeExec(ContainerId id, String execId, TerminalSize size) throws IOException;

    /** Processes, as the {@code ps} of the host shows them. */
    ProcessList top(ContainerId id, List<String> psArguments) throws IOException;

    /**
     * What a path in the container's filesystem is; a link at its end is not followed.
     *
     * @param name what the caller calls the container, for refusals
     */
    PathStat stat(ContainerId id, String name, String path) throws IOException;

    /** A tar of a path in the container's filesystem, with all that is mounted there but for tmpfs. */
    InputStream archive(ContainerId id, String name, String path) throws IOException;

    /**
     * Unpacks a tar, plain or compressed, into a directory of the container's filesystem.
     *
     * @param noOverwriteDirNonDir whether a directory must not take the place of something else, nor the other way round
     * @param copyOwner whether files shall belong to the container's user instead of the tar's owners
     */
    void extract(
            ContainerId id, String name, String path, InputStream tar, boolean noOverwriteDirNonDir, boolean copyOwner)
            throws IOException;

    /** The whole filesystem as a tar, without what is mounted in it. */
    InputStream export(ContainerId id) throws IOException;

    /** Paths that differ from the image: kind 0 changed, 1 added, 2 deleted. */
    Map<String, Integer> changes(ContainerId id) throws IOException;

    /** Bytes of the writable layer, and of all files. */
    long[] sizes(ContainerId id) throws IOException;

    /** One sample of what it uses. */
    Stats stats(ContainerId id) throws IOException;

    /** What the last health probes of its runs said; {@link HealthLog#NONE} when the node knows of none. */
    HealthLog healthLog(ContainerId id);

    /** Completes once the node has done what an assignment's generation asks of a running container. */
    CompletionStage<Void> settled(ContainerId id, long generation);

    /** Where its files lie on the node. */
    ContainerPaths paths(ContainerId id);

    /** Size of a terminal in characters. */
    record TerminalSize(int height, int width) {}

    /**
     * Which part of a log.
     *
     * @param tail last so many lines; -1 for all
     */
    record LogQuery(
            boolean stdout,
            boolean stderr,
            @Nullable Instant since,
            @Nullable Instant until,
            long tail,
            boolean follow) {}

    /** What a path is. Source: Docker's X-Docker-Container-Path-Stat. */
    record PathStat(String name, long sizeBytes, long goFileMode, Instant modifiedAt, String linkTarget) {}

    /** Titles and rows. */
    record ProcessList(List<String> titles, List<List<String>> processes) {}

    /** Where a container's files lie. */
    record ContainerPaths(String log, String hostname, String hosts, String resolvConf, Map<String, String> graph) {}

    /**
     * What health probes said.
     *
     * @param failingStreak failures in a row that count
     * @param results the last few, oldest first
     */
    record HealthLog(int failingStreak, List<HealthResult> results) {
        public static final HealthLog NONE = new HealthLog(0, List.of());
    }

    /**
     * One health probe.
     *
     * @param exitCode 0 well; -1 when the probe could not be run, or was killed for taking too long
     * @param output its beginning, at most 4096 bytes
     */
    record HealthResult(Instant start, Instant end, int exitCode, String output) {}

    /** One sample; counters since the start, bytes and nanoseconds. */
    record Stats(
            Instant at,
            long cpuTotalNanos,
            long cpuUserNanos,
            long cpuSystemNanos,
            long hostCpuNanos,
            int onlineCpus,
            long memoryBytes,
            long memoryLimitBytes,
            Map<String, Long> memoryStat,
            long pids,
            long blockReadBytes,
            long blockWriteBytes,
            Map<String, long[]> networks,
            Pressure pressure) {}

    /**
     * How often limits were met.
     *
     * @param periods of the processor's quota so far, and in how many of them, and for how long, processes had to wait
     * @param memoryPeakBytes most memory ever used; 0 where the kernel doesn't tell
     * @param memoryFailures how often the limit of memory was met
     */
    record Pressure(
            long periods, long throttledPeriods, long throttledNanos, long memoryPeakBytes, long memoryFailures) {
        public static final Pressure NONE = new Pressure(0, 0, 0, 0, 0);
    }

    /** Something that cannot be done, with the reason for people. */
    final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        private final transient Problem problem;

        public RefusedException(Problem problem) {
            super(problem.message());
            this.problem = problem;
        }

        public Problem problem() {
            return problem;
        }
    }
}
