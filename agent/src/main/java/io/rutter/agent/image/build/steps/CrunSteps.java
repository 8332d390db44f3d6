package io.rutter.agent.image.build.steps;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.agent.image.build.dockerfile.DockerfileException;
import io.rutter.agent.image.build.steps.Copier.Owner;
import io.rutter.agent.image.store.Trees;
import io.rutter.agent.linux.Child;
import io.rutter.agent.linux.Descriptor;
import io.rutter.agent.linux.Pipe;
import io.rutter.agent.linux.Program;
import io.rutter.agent.linux.Programs;
import io.rutter.engine.assignment.ContainerOperations.RefusedException;
import io.rutter.engine.assignment.IoStreams.Chunk;
import io.rutter.engine.entity.Problem;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** Build steps run by crun directly. */
public final class CrunSteps implements StepRunner {
    private static final int SIGKILL = 9;
    private static final int PIECE_BYTES = 1 << 15;
    private static final List<String> CAPABILITIES = List.of(
            "CAP_CHOWN",
            "CAP_DAC_OVERRIDE",
            "CAP_FSETID",
            "CAP_FOWNER",
            "CAP_MKNOD",
            "CAP_NET_RAW",
            "CAP_SETGID",
            "CAP_SETUID",
            "CAP_SETFCAP",
            "CAP_SETPCAP",
            "CAP_NET_BIND_SERVICE",
            "CAP_SYS_CHROOT",
            "CAP_KILL",
            "CAP_AUDIT_WRITE");

    private final Path place;
    private final ObjectMapper json = new ObjectMapper();

    /** @param place a directory for bundles and for what crun keeps */
    public CrunSteps(Path place) {
        this.place = place;
    }

    @Override
    public int run(StepProcess process, Consumer<Chunk> output) throws IOException {
        Path bundle = Files.createDirectories(place.resolve("step-" + process.id()));
        try {
            json.writeValue(bundle.resolve("config.json").toFile(), config(process));
            return run(bundle, process, output);
        } finally {
            Trees.remove(bundle);
        }
    }

    private int run(Path bundle, StepProcess process, Consumer<Chunk> output) throws IOException {
        String script = "umount /sys/fs/cgroup/unified 2>/dev/null; exec crun --root \"$0\" run --bundle \"$1\" \"$2\"";
        Program program = Program.of(
                "unshare",
                "-m",
                "--propagation",
                "slave",
                "sh",
                "-c",
                script,
                place.resolve("crun").toString(),
                bundle.toString(),
                process.id());
        Pipe stdout = Pipe.toUs();
        Pipe stderr = Pipe.toUs();
        Child child;
        try {
            child = Programs.spawn(program, Map.of(1, stdout.writing(), 2, stderr.writing()));
        } finally {
            stdout.writing().close();
            stderr.writing().close();
        }
        Thread errors = Thread.startVirtualThread(() -> pass(stderr.reading(), 2, output));
        try {
            pass(stdout.reading(), 1, output);
            errors.join();
            return child.exit().toCompletableFuture().get();
        } catch (InterruptedException e) {
            child.signal(SIGKILL);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the build was left");
        } catch (ExecutionException e) {
            throw new IOException(e);
        } finally {
            stdout.reading().close();
            stderr.reading().close();
        }
    }

    private static void pass(Descriptor from, int stream, Consumer<Chunk> output) {
        byte[] buffer = new byte[PIECE_BYTES];
        try {
            for (int length = from.read(buffer, 0, buffer.length);
                    length >= 0;
                    length = from.read(buffer, 0, buffer.length)) {
                synchronized (output) {
                    output.accept(new Chunk(stream, Arrays.copyOf(buffer, length)));
                }
            }
        } catch (IOException e) {
            // the pipe was closed: whoever closed it knows why
        }
    }

    private ObjectNode config(StepProcess step) throws IOException {
        ObjectNode root = json.createObjectNode().put("ociVersion", "1.0.2");
        ObjectNode process = root.putObject("process").put("terminal", false).put("noNewPrivileges", false);
        Owner user = user(step);
        process.putObject("user").put("uid", user.user()).put("gid", user.group());
        texts(process.putArray("args"), step.arguments());
        texts(process.putArray("env"), step.environment());
        process.put("cwd", step.workingDir().isEmpty() ? "/" : step.workingDir());
        ObjectNode capabilities = process.putObject("capabilities");
        for (String set : List.of("bounding", "effective", "permitted")) {
            texts(capabilities.putArray(set), CAPABILITIES);
        }
        root.putObject("root").put("path", step.rootfs().toString());
        root.put("hostname", step.id().substring(0, 12));
        ArrayNode mounts = root.putArray("mounts");
        mount(mounts, "/proc", "proc", "nosuid", "noexec", "nodev");
        mount(mounts, "/dev", "tmpfs", "nosuid", "strictatime", "mode=755", "size=65536k");
        mount(mounts, "/dev/pts", "devpts", "nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5");
        mount(mounts, "/dev/shm", "tmpfs", "nosuid", "noexec", "nodev", "mode=1777", "size=65536k");
        mount(mounts, "/sys", "sysfs", "nosuid", "noexec", "nodev", "ro");
        ObjectNode linux = root.putObject("linux");
        linux.put("cgroupsPath", "/rutter-build/" + step.id());
        ArrayNode namespaces = linux.putArray("namespaces");
        for (String type : List.of("mount", "pid", "ipc", "uts")) {
            namespaces.addObject().put("type", type);
        }
        if (!step.networkMode().equals("host")) {
            namespaces.addObject().put("type", "network");
        }
        return root;
    }

    private static Owner user(StepProcess step) throws IOException {
        try {
            return step.user().isEmpty() ? Owner.ROOT : new Accounts(step.rootfs()).owner(step.user());
        } catch (DockerfileException e) {
            throw new RefusedException(
                    new Problem.Invalid("unable to find user " + step.user() + ": no matching entries in passwd file"));
        }
    }

    private static void mount(ArrayNode mounts, String target, String type, String... options) {
        ObjectNode mount =
                mounts.addObject().put("destination", target).put("type", type).put("source", type);
        texts(mount.putArray("options"), List.of(options));
    }

    private static void texts(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }
}
