package io.rutter.agent.runtime.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.agent.linux.Descriptor;
import io.rutter.agent.linux.process.Child;
import io.rutter.agent.linux.process.Program;
import io.rutter.agent.linux.process.Programs;
import io.rutter.agent.linux.process.Signals;
import io.rutter.agent.linux.stream.ConsoleSocket;
import io.rutter.agent.linux.stream.Pipe;
import io.rutter.agent.linux.stream.Terminal;
import io.rutter.agent.runtime.ExecOrder;
import io.rutter.agent.runtime.ExecSession;
import io.rutter.agent.runtime.oci.bundle.ContainerUser;
import io.rutter.agent.runtime.oci.bundle.OciProcess;
import io.rutter.engine.assignment.ContainerOperations.RefusedException;
import io.rutter.engine.assignment.ContainerOperations.TerminalSize;
import io.rutter.engine.container.spec.ExecConfig;
import io.rutter.engine.entity.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;

/** Starts execs: the runtime joins the container and executes; its streams are ours. */
final class OciExecs {
    private static final Duration TERMINAL_LIMIT = Duration.ofSeconds(10);
    private static final String TERM = "TERM=xterm";

    private final ObjectMapper json;
    private final HostRuntime host;
    private final Bundles bundles;
    private final Set<String> capabilitiesOfHost;

    OciExecs(ObjectMapper json, HostRuntime host, Bundles bundles, Set<String> capabilitiesOfHost) {
        this.json = json;
        this.host = host;
        this.bundles = bundles;
        this.capabilitiesOfHost = capabilitiesOfHost;
    }

    ExecSession start(LiveRun run, ExecOrder order) throws IOException {
        ExecConfig config = order.config();
        Path directory = bundles.directory(run.key());
        var files = new OciExec.Scratch(
                directory.resolve("exec-" + order.execId() + ".json"),
                directory.resolve("exec-" + order.execId() + ".log"),
                directory.resolve("exec-" + order.execId() + ".pid"));
        json.writeValue(files.process().toFile(), process(run, order));
        Program program = Program.of(host.path(), "--root", host.stateRoot().toString())
                .with(List.of("--log", files.complaints().toString()))
                .with(List.of("exec", "--process", files.process().toString()))
                .with(List.of("--pid-file", files.pidFile().toString()));
        return config.tty() ? withTerminal(run, order, program, files) : withPipes(run, order, program, files);
    }

    private ExecSession withPipes(LiveRun run, ExecOrder order, Program program, OciExec.Scratch files)
            throws IOException {
        ExecConfig config = order.config();
        var theirs = new HashMap<Integer, Descriptor>();
        var ours = new ArrayList<Descriptor>();
        Pipe in = config.attachStdin() && !order.detached() ? Pipe.fromUs() : null;
        if (in != null) {
            theirs.put(0, in.reading());
            ours.add(in.writing());
        }
        for (int number = 1; number <= 2 && !order.detached(); number++) {
            Pipe out = Pipe.toUs();
            theirs.put(number, out.writing());
            ours.add(out.reading());
        }
        try {
            Child child = Programs.spawn(program.with(List.of(run.key().runtimeId())), theirs);
            var exec = new OciExec(new OciExec.Source(
                    child,
                    in == null ? null : in.writing().output(),
                    ours.stream()
                            .skip(in == null ? 0 : 1)
                            .map(Descriptor::input)
                            .toList(),
                    null,
                    ours,
                    config.cmd(),
                    files));
            if (order.detached()) {
                exec.requireStart();
            }
            return exec;
        } catch (IOException e) {
            ours.forEach(Descriptor::close);
            throw e;
        } finally {
            theirs.values().forEach(Descriptor::close);
        }
    }

    private ExecSession withTerminal(LiveRun run, ExecOrder order, Program program, OciExec.Scratch files)
            throws IOException {
        if (!host.name().equals(HostRuntime.CRUN)) {
            throw new RefusedException(
                    new Problem.Missing("an exec with a terminal needs crun on this host: install the package crun"));
        }
        Path path = bundles.directory(run.key()).resolve("exec-" + order.execId() + ".sock");
        try (ConsoleSocket socket = ConsoleSocket.listen(path)) {
            Program whole = program.with(List.of(
                    "--tty", "--console-socket", path.toString(), run.key().runtimeId()));
            Child child = Programs.spawn(whole, java.util.Map.of());
            Terminal terminal = terminal(socket, child);
            TerminalSize size = order.size();
            if (terminal != null && size != null) {
                terminal.resize(size.height(), size.width());
            }
            return new OciExec(new OciExec.Source(
                    child,
                    terminal == null || !order.config().attachStdin() ? null : terminal.output(),
                    terminal == null ? List.of() : List.of(terminal.input()),
                    terminal,
                    List.of(),
                    order.config().cmd(),
                    files));
        }
    }

    /** The terminal, or null when the runtime ended without one: it says why in its log. */
    private static @org.jspecify.annotations.Nullable Terminal terminal(ConsoleSocket socket, Child child)
            throws IOException {
        var ended = child.exit().toCompletableFuture();
        long deadline = System.nanoTime() + TERMINAL_LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            if (socket.awaits(Duration.ofMillis(20))) {
                return socket.receive(TERMINAL_LIMIT);
            }
            if (ended.isDone()) {
                return socket.awaits(Duration.ZERO) ? socket.receive(TERMINAL_LIMIT) : null;
            }
        }
        child.signal(Signals.SIGKILL);
        throw new IOException("the runtime has handed over no terminal within " + TERMINAL_LIMIT);
    }

    /** The main process's description, with what the exec says instead. */
    private ObjectNode process(LiveRun run, ExecOrder order) throws IOException {
        ExecConfig config = order.config();
        ObjectNode process = run.traits().process().deepCopy();
        boolean mainHasTerminal = process.path("terminal").asBoolean();
        process.put("terminal", config.tty());
        process.remove("consoleSize");
        TerminalSize size = order.size();
        if (config.tty() && size != null) {
            process.putObject("consoleSize").put("height", size.height()).put("width", size.width());
        }
        OciProcess.texts(process.putArray("args"), config.cmd());
        List<String> env = new ArrayList<>(texts(process.get("env")));
        if (mainHasTerminal && !config.tty()) {
            env.remove(TERM);
        } else if (config.tty() && env.stream().noneMatch(entry -> entry.startsWith("TERM="))) {
            env.add(TERM);
        }
        OciProcess.texts(process.putArray("env"), OciProcess.merged(env, config.env()));
        if (!config.workingDir().isEmpty()) {
            process.put("cwd", config.workingDir());
        }
        user(run, process, config);
        return process;
    }

    private void user(LiveRun run, ObjectNode process, ExecConfig config) throws IOException {
        List<String> capabilities = config.privileged()
                ? List.copyOf(capabilitiesOfHost)
                : texts(process.path("capabilities").get("bounding"));
        if (!config.user().isEmpty()) {
            try {
                Path root = Path.of("/proc/" + run.pid() + "/root");
                OciProcess.user(process, ContainerUser.resolve(root, config.user(), List.of()));
            } catch (ContainerUser.NoSuchUser e) {
                throw new RefusedException(new Problem.Invalid(String.valueOf(e.getMessage())));
            }
        }
        boolean root = process.path("user").path("uid").asInt() == 0;
        OciProcess.capabilities(process, capabilities, root || config.privileged());
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        if (array instanceof ArrayNode) {
            array.forEach(node -> texts.add(node.asText()));
        }
        return texts;
    }
}
