package io.rutter.agent.runtime.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rutter.agent.linux.Descriptor;
import io.rutter.agent.linux.HostException;
import io.rutter.agent.linux.process.Child;
import io.rutter.agent.linux.process.Program;
import io.rutter.agent.linux.process.Programs;
import io.rutter.agent.linux.process.Signals;
import io.rutter.agent.linux.stream.Pipe;
import io.rutter.agent.runtime.RunKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts the monitor that stays with a container: it keeps output, terminal and exit code while engines come and go. It leads a
 * session of its own and is nobody's child.
 */
final class Monitor {
    private static final Duration CREATE_LIMIT = Duration.ofSeconds(60);
    private static final int ANSWER_LIMIT_BYTES = 64 * 1024;
    private static final int SYNC_PIPE = 3;
    private static final int START_PIPE = 4;

    private final ObjectMapper json;
    private final HostRuntime host;
    private final Bundles bundles;

    Monitor(ObjectMapper json, HostRuntime host, Bundles bundles) {
        this.json = json;
        this.host = host;
        this.bundles = bundles;
    }

    /**
     * How to keep a container.
     *
     * @param leaveStdinOpen whether its input stays open when the client that had attached goes
     */
    record Keeping(boolean terminal, boolean stdin, boolean leaveStdinOpen, Path logFile) {}

    /**
     * What the monitor answered.
     *
     * @param pid of the created process, or -1
     * @param complaint the runtime's words when there is none
     */
    record Answer(int pid, String complaint) {}

    /** Starts it and waits until it has created the container, or has said why not. */
    Answer create(RunKey key, Keeping keeping) throws IOException {
        try (Pipe sync = Pipe.toUs();
                Pipe start = Pipe.fromUs();
                Pipe errors = Pipe.toUs()) {
            Child child = Programs.spawn(
                    program(key, keeping),
                    Map.of(2, errors.writing(), SYNC_PIPE, sync.writing(), START_PIPE, start.reading()));
            sync.writing().close();
            start.reading().close();
            errors.writing().close();
            letGo(start.writing());
            return answer(child, sync.reading(), errors.reading());
        }
    }

    /** Whether a process is the monitor of a run: its arguments name it. */
    static boolean keeps(int pid, RunKey key) {
        try {
            String arguments = Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
            return arguments.contains("\0-c\0" + key.runtimeId() + "\0");
        } catch (IOException e) {
            return false;
        }
    }

    private Program program(RunKey key, Keeping keeping) throws IOException {
        String id = key.runtimeId();
        String bundle = bundles.directory(key).toString();
        var arguments = new ArrayList<>(List.of(
                "--api-version",
                "1",
                "-c",
                id,
                "-u",
                id,
                "-n",
                id,
                "-r",
                host.createPath().toString()));
        arguments.addAll(List.of("-b", bundle, "-p", bundles.pidFile(key).toString()));
        arguments.addAll(List.of("-P", bundles.monitorPidFile(key).toString()));
        arguments.addAll(List.of("--exit-dir", bundles.exitDirectory(key).toString(), "--persist-dir", bundle));
        arguments.addAll(List.of("--full-attach", "--no-sync-log", "-l", "k8s-file:" + keeping.logFile()));
        arguments.addAll(List.of(
                "--runtime-arg", "--root", "--runtime-arg", host.stateRoot().toString()));
        if (keeping.stdin()) {
            arguments.add("-i");
        }
        if (keeping.terminal()) {
            arguments.add("-t");
        }
        if (keeping.leaveStdinOpen()) {
            arguments.add("--leave-stdin-open");
        }
        return Program.of(host.conmonPath())
                .with(arguments)
                .withEnvironment(Map.of("_OCI_SYNCPIPE", "" + SYNC_PIPE, "_OCI_STARTPIPE", "" + START_PIPE))
                .in(bundles.directory(key)) // it leaves a file "oom" where it runs
                .inNewSession();
    }

    private static void letGo(Descriptor pipe) throws IOException {
        try {
            pipe.write(new byte[1], 0, 1);
        } catch (HostException e) {
            // it has ended already: its answer, or the lack of one, says why
            return;
        }
    }

    private Answer answer(Child child, Descriptor sync, Descriptor errors) throws IOException {
        long deadline = System.nanoTime() + CREATE_LIMIT.toNanos();
        var line = new ByteArrayOutputStream();
        byte[] piece = new byte[4096];
        while (line.size() < ANSWER_LIMIT_BYTES) {
            if (!sync.awaitReadable(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
                child.signal(Signals.SIGKILL);
                return new Answer(-1, "the runtime did not answer within " + CREATE_LIMIT.toSeconds() + " s");
            }
            int count = sync.read(piece, 0, piece.length);
            if (count < 0) {
                return new Answer(-1, "the monitor ended without an answer: " + read(errors));
            }
            line.write(piece, 0, count);
            if (piece[count - 1] == '\n') {
                break;
            }
        }
        JsonNode answer = json.readTree(line.toByteArray());
        return new Answer(answer.path("data").asInt(-1), answer.path("message").asText(""));
    }

    private static String read(Descriptor errors) throws IOException {
        byte[] text = new byte[ANSWER_LIMIT_BYTES];
        int length = errors.awaitReadable(Duration.ofSeconds(1)) ? errors.read(text, 0, text.length) : 0;
        return new String(text, 0, Math.max(0, length), StandardCharsets.UTF_8).strip();
    }
}
