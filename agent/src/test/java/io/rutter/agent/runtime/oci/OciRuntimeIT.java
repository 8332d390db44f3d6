package io.rutter.agent.runtime.oci;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rutter.agent.linux.Namespaces;
import io.rutter.agent.linux.Netlink;
import io.rutter.agent.linux.Signals;
import io.rutter.agent.runtime.ExecOrder;
import io.rutter.agent.runtime.ExecSession;
import io.rutter.agent.runtime.FoundRun;
import io.rutter.agent.runtime.RunExit;
import io.rutter.agent.runtime.RunKey;
import io.rutter.agent.runtime.RunOrder;
import io.rutter.agent.runtime.StartResult;
import io.rutter.engine.assignment.ContainerOperations.LogQuery;
import io.rutter.engine.assignment.ContainerOperations.TerminalSize;
import io.rutter.engine.assignment.IoStreams;
import io.rutter.engine.assignment.LogFrames;
import io.rutter.engine.container.ExecConfig;
import io.rutter.engine.container.Resources;
import io.rutter.engine.container.Security;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real host: needs root, crun or runc, conmon, busybox. */
class OciRuntimeIT {
    @TempDir
    static Path directory;

    static Path rootfs;
    static Path netns;

    private final BlockingQueue<RunExit> exits = new LinkedBlockingQueue<>();
    private OciRuntime runtime;

    @BeforeAll
    static void prepare() throws IOException {
        rootfs = Busybox.rootfs(directory.resolve("rootfs"));
        netns = directory.resolve("netns");
        Namespaces.createNet(netns);
        try (Netlink inside = Netlink.openIn(netns)) {
            inside.setUp("lo", true);
        }
    }

    @org.junit.jupiter.api.AfterAll
    static void takeAway() throws IOException {
        Namespaces.delete(netns);
    }

    @BeforeEach
    void open() throws IOException {
        runtime = OciRuntime.open(directory.resolve("exec"), new ObjectMapper(), Clock.systemUTC());
        runtime.onExit(exits::add);
    }

    @AfterEach
    void close() throws IOException {
        for (FoundRun left : runtime.survey()) {
            runtime.adopt(left);
            runtime.delete(left.stamp().key());
        }
        runtime.close();
    }

    private Orders box() {
        return new Orders(directory, rootfs).in(netns);
    }

    private RunKey started(Orders orders) throws IOException {
        RunOrder order = orders.order();
        assertThat(runtime.create(order)).isInstanceOf(StartResult.Created.class);
        assertThat(runtime.start(orders.key())).isInstanceOf(StartResult.Running.class);
        return orders.key();
    }

    private RunExit ended() throws InterruptedException {
        RunExit exit = exits.poll(20, TimeUnit.SECONDS);
        assertThat(exit).isNotNull();
        return exit;
    }

    private String output(Orders orders) throws IOException {
        var text = new StringBuilder();
        try (LogFrames frames =
                runtime.logs(orders.log(), orders.key(), new LogQuery(true, true, null, null, -1, false))) {
            for (var frame = frames.next(); frame != null; frame = frames.next()) {
                text.append(new String(frame.bytes(), StandardCharsets.UTF_8));
            }
        }
        return text.toString();
    }

    private String run(Orders orders) throws IOException, InterruptedException {
        started(orders);
        ended();
        return output(orders);
    }

    private static String all(IoStreams streams) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (var chunk = streams.next(); chunk != null; chunk = streams.next()) {
            bytes.writeBytes(chunk.bytes());
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private ExecSession exec(RunKey key, boolean tty, boolean stdin, String... cmd) throws IOException {
        var config = new ExecConfig(List.of(cmd), List.of("E=x"), "", "", tty, stdin, true, true, false, "");
        return runtime.exec(
                new ExecOrder(key, "x" + System.nanoTime(), config, false, tty ? new TerminalSize(33, 77) : null));
    }

    private static int code(ExecSession session) throws Exception {
        return session.exit().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void outputAndCodeOfAShortProcess() throws Exception {
        Orders box = box().sh("echo out; echo err >&2; printf end; exit 3");
        started(box);
        RunExit exit = ended();
        assertThat(exit.exitCode()).isEqualTo(3);
        assertThat(exit.codeKnown()).isTrue();
        assertThat(output(box)).contains("out\n").contains("err\n").endsWith("end");
        assertThat(runtime.pid(box.key())).isZero();
    }

    @Test
    void userDirectoryAndVariablesAreAsDockerSetsThem() throws Exception {
        assertThat(run(box().user("ann").workingDir("/made/here").env("A=b").sh("id; pwd; env; hostname")))
                .contains("uid=1000(ann) gid=1000(ann) groups=100(users),1000(ann)")
                .contains("/made/here\n")
                .contains("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n")
                .contains("HOSTNAME=box\n")
                .contains("A=b\n")
                .contains("HOME=/home/ann\n")
                .endsWith("box\n");
    }

    @Test
    void capabilitiesAreDockersDefault() throws Exception {
        assertThat(run(box().sh("grep Cap /proc/self/status")))
                .contains("CapBnd:\t00000000a80425fb")
                .contains("CapEff:\t00000000a80425fb");
    }

    @Test
    void systemCallsAreFilteredUnlessAskedOtherwise() throws Exception {
        String script = "grep Seccomp: /proc/self/status; unshare -U true && echo entered";
        assertThat(run(box().sh(script)))
                .contains("Seccomp:\t2")
                .contains("Operation not permitted")
                .doesNotContain("entered");
        var unconfined = new Security(
                false,
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of("seccomp=unconfined"),
                null,
                null,
                "",
                "",
                "",
                "",
                "",
                0);
        assertThat(run(box().security(unconfined).sh(script)))
                .contains("Seccomp:\t0")
                .contains("entered");
        var own = new Security(
                false,
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of("seccomp={\"defaultAction\":\"SCMP_ACT_ALLOW\",\"syscalls\":[{\"names\":[\"mkdir\"],"
                        + "\"action\":\"SCMP_ACT_ERRNO\",\"errnoRet\":13}]}"),
                null,
                null,
                "",
                "",
                "",
                "",
                "",
                0);
        assertThat(run(box().security(own).sh("mkdir /tmp/x"))).contains("Permission denied");
    }

    @Test
    void aPrivilegedOneMayMountAndSeesDevices() throws Exception {
        var privileged = new Security(
                true, false, List.of(), List.of(), List.of(), List.of(), null, null, "", "", "", "", "", 0);
        assertThat(run(box().security(privileged).sh("mount -t tmpfs t /tmp && ls /dev/kmsg && echo fine")))
                .endsWith("fine\n");
    }

    @Test
    void aReadOnlyRootRefusesToBeWritten() throws Exception {
        var readOnly = new Security(
                false,
                true,
                List.of(),
                List.of(),
                List.of(),
                List.of("no-new-privileges"),
                null,
                null,
                "",
                "",
                "",
                "",
                "",
                0);
        assertThat(run(box().security(readOnly).sh("touch /x; grep NoNew /proc/self/status")))
                .contains("Read-only file system")
                .contains("NoNewPrivs:\t1");
    }

    @Test
    void initReapsAndPassesTheCodeOn() throws Exception {
        Orders box = box().withInit().sh("cat /proc/1/comm; exit 5");
        started(box);
        assertThat(ended().exitCode()).isEqualTo(5);
        assertThat(output(box)).isEqualTo("docker-init\n");
    }

    @Test
    void bindsAreShownReadOnlyOrNot() throws Exception {
        Path shown = Files.createDirectories(directory.resolve("shown"));
        Files.writeString(shown.resolve("f"), "seen\n");
        assertThat(run(box().mount(shown.toString(), "/m/ro", false)
                        .mount(shown.toString(), "/m/rw", true)
                        .sh("cat /m/ro/f; touch /m/ro/g; touch /m/rw/h && echo written")))
                .contains("seen\n")
                .contains("Read-only file system")
                .contains("written\n");
    }

    @Test
    void startErrorsAreInDockersWords() throws IOException {
        assertThat(runtime.create(box().cmd("nosuch").order()))
                .isEqualTo(new StartResult.Failed(
                        "failed to create task for container: failed to create shim task: OCI runtime create failed: "
                                + "crun create failed: unable to start container process: exec: \"nosuch\": "
                                + "executable file not found in $PATH: unknown",
                        127));
        assertThat(((StartResult.Failed) runtime.create(box().cmd("/nosuch").order())).message())
                .contains("exec: \"/nosuch\": stat /nosuch: no such file or directory: unknown");
        assertThat(((StartResult.Failed) runtime.create(box().cmd("/etc").order())).exitCode())
                .isEqualTo(126);
        assertThat(((StartResult.Failed) runtime.create(box().cmd("/etc/passwd").order())).message())
                .contains("exec: \"/etc/passwd\": permission denied: unknown");
        assertThat(runtime.create(box().user("nobody-here").order()))
                .isEqualTo(new StartResult.Failed(
                        "unable to find user nobody-here: no matching entries in passwd file", 128));
    }

    @Test
    void aKilledOneEndsWith137() throws Exception {
        RunKey key = started(box().cmd("sleep", "1000"));
        assertThat(runtime.signal(key, Signals.SIGKILL)).isTrue();
        assertThat(ended().exitCode()).isEqualTo(137);
        assertThat(runtime.signal(key, Signals.SIGKILL)).isFalse();
    }

    @Test
    void oneThatWantsTooMuchMemoryIsSeenAsSuch() throws Exception {
        long limit = 16L * 1024 * 1024;
        var small = new Resources(
                limit,
                0,
                limit,
                null,
                null,
                500_000_000,
                0,
                0,
                0,
                0,
                0,
                "",
                "",
                50L,
                0,
                List.of(),
                List.of(),
                List.of(),
                "");
        started(box().resources(small).sh("cat /dev/zero | head -c 64m | tail"));
        RunExit exit = ended();
        assertThat(exit.oomKilled()).isTrue();
    }

    @Test
    void pausedProcessesStandStillUntilResumed() throws Exception {
        Orders box = box().sh("while true; do echo tick; sleep 0.02; done");
        RunKey key = started(box);
        Thread.sleep(100);
        runtime.pause(key);
        assertThat(runtime.survey()).anyMatch(found -> found.phase() == FoundRun.Phase.PAUSED);
        Thread.sleep(50);
        long size = Files.size(box.log());
        Thread.sleep(150);
        assertThat(Files.size(box.log())).isEqualTo(size);
        runtime.resume(key);
        Thread.sleep(150);
        assertThat(Files.size(box.log())).isGreaterThan(size);
    }

    @Test
    void execHasItsOwnStreamsAndCode() throws Exception {
        RunKey key = started(box().env("B=main").cmd("sleep", "1000"));
        try (ExecSession session = exec(key, false, true, "sh", "-c", "cat; echo $B $E >&2; exit 9")) {
            session.stdin().write("given".getBytes(StandardCharsets.UTF_8));
            session.stdin().close();
            assertThat(all(session)).contains("given").contains("main x\n");
            assertThat(code(session)).isEqualTo(9);
        }
    }

    @Test
    void execOfManyShortCommandsLosesNothing() throws Exception {
        RunKey key = started(box().cmd("sleep", "1000"));
        for (int i = 0; i < 40; i++) {
            try (ExecSession session = exec(key, false, false, "echo", "line" + i)) {
                assertThat(all(session)).isEqualTo("line" + i + "\n");
                assertThat(code(session)).isZero();
            }
        }
    }

    @Test
    void execWithATerminalHasItsSizeAndTakesInput() throws Exception {
        RunKey key = started(box().cmd("sleep", "1000"));
        try (ExecSession session = exec(key, true, true, "sh", "-c", "read a; stty size; echo got $a; tty; exit 4")) {
            session.stdin().write("word\n".getBytes(StandardCharsets.UTF_8));
            assertThat(all(session)).contains("33 77").contains("got word").contains("/dev/pts/");
            assertThat(code(session)).isEqualTo(4);
        }
    }

    @Test
    void execOfNothingSaysSoInDockersWords() throws Exception {
        RunKey key = started(box().cmd("sleep", "1000"));
        for (boolean tty : new boolean[] {false, true}) {
            try (ExecSession session = exec(key, tty, false, "nosuch")) {
                assertThat(all(session))
                        .isEqualTo("OCI runtime exec failed: exec failed: unable to start container "
                                + "process: exec: \"nosuch\": executable file not found in $PATH: unknown\r\n");
                assertThat(code(session)).isEqualTo(126);
            }
        }
    }

    @Test
    void attachedInputEndsWithItsHalfClose() throws Exception {
        Orders box = box().stdin(true).sh("cat; echo done");
        runtime.create(box.order());
        try (IoStreams streams = runtime.attach(box.key(), true, true)) {
            runtime.start(box.key());
            streams.stdin().write("first ".getBytes(StandardCharsets.UTF_8));
            streams.stdin().write("second\n".getBytes(StandardCharsets.UTF_8));
            streams.stdin().close();
            assertThat(all(streams)).isEqualTo("first second\ndone\n");
        }
        assertThat(ended().exitCode()).isZero();
    }

    @Test
    void anAttachedTerminalIsExactAndCanBeResized() throws Exception {
        Orders box = box().tty().stdin(false).sh("printf 'prompt> '; read a; stty size; exit 2");
        runtime.create(box.order());
        try (IoStreams streams = runtime.attach(box.key(), true, true)) {
            runtime.start(box.key());
            assertThat(new String(streams.next().bytes(), StandardCharsets.UTF_8))
                    .isEqualTo("prompt> ");
            runtime.resize(box.key(), new TerminalSize(20, 60));
            Thread.sleep(100);
            streams.stdin().write("x\n".getBytes(StandardCharsets.UTF_8));
            assertThat(all(streams)).isEqualTo("x\r\n20 60\r\n");
        }
        assertThat(ended().exitCode()).isEqualTo(2);
    }

    @Test
    void runsOutliveTheirRuntimeAndAreAdopted() throws Exception {
        Orders lives = box().sh("sleep 0.5; echo late; exit 6");
        Orders dies = box().sh("exit 8");
        Orders waits = box().cmd("true");
        started(lives);
        started(dies);
        runtime.create(waits.order());
        assertThat(ended().exitCode()).isEqualTo(8);
        runtime.close();
        open();
        for (FoundRun found : runtime.survey()) {
            FoundRun.Phase phase = found.stamp().key().equals(lives.key())
                    ? FoundRun.Phase.RUNNING
                    : found.stamp().key().equals(dies.key()) ? FoundRun.Phase.ENDED : FoundRun.Phase.CREATED;
            assertThat(found.phase()).isEqualTo(phase);
            runtime.adopt(found);
        }
        assertThat(List.of(ended(), ended())).extracting(RunExit::exitCode).containsExactlyInAnyOrder(6, 8);
        assertThat(output(lives)).isEqualTo("late\n");
        assertThat(runtime.start(waits.key())).isInstanceOf(StartResult.Running.class);
        assertThat(ended().exitCode()).isZero();
    }

    @Test
    void aRunWhoseMonitorWasKilledEndsWithAnUnknownCode() throws Exception {
        Orders box = box().cmd("sleep", "1000");
        RunKey key = started(box);
        Path monitor = directory.resolve("exec/runs/" + key.runtimeId() + "/conmon.pid");
        ProcessHandle.of(Long.parseLong(Files.readString(monitor)))
                .orElseThrow()
                .destroyForcibly();
        Thread.sleep(100);
        assertThat(runtime.pid(key)).isPositive();
        runtime.signal(key, Signals.SIGKILL);
        RunExit exit = ended();
        assertThat(exit.codeKnown()).isFalse();
        assertThat(exit.exitCode()).isEqualTo(255);
    }

    @Test
    void noLineIsLostOverRotations() throws Exception {
        int lines = 60_000;
        Orders box = box().log(Map.of("max-size", "256k", "max-file", "100"))
                .sh("i=0; while [ $i -lt " + lines + " ]; do echo line $i; i=$((i+1)); done");
        RunKey key = started(box);
        int seen = 0;
        try (LogFrames frames = runtime.logs(box.log(), key, new LogQuery(true, true, null, null, -1, true))) {
            for (var frame = frames.next(); frame != null; frame = frames.next()) {
                assertThat(new String(frame.bytes(), StandardCharsets.UTF_8)).isEqualTo("line " + seen + "\n");
                seen++;
            }
        }
        assertThat(seen).isEqualTo(lines);
        assertThat(box.log().resolveSibling("container.log.1")).exists();
        try (LogFrames tail = runtime.logs(box.log(), key, new LogQuery(true, true, null, null, 7000, false))) {
            assertThat(new String(tail.next().bytes(), StandardCharsets.UTF_8))
                    .isEqualTo("line " + (lines - 7000) + "\n");
        }
    }

    @Test
    void aDeletedRunLeavesNothing() throws Exception {
        Orders box = box().cmd("sleep", "1000");
        RunKey key = started(box);
        assertThat(runtime.top(key, List.of()).processes()).hasSize(1);
        assertThat(runtime.stats(key).pids()).isEqualTo(1);
        runtime.delete(key);
        assertThat(runtime.survey()).isEmpty();
        assertThat(directory.resolve("exec/oci").toFile().list()).isEmpty();
        try (var groups = Files.walk(Path.of("/sys/fs/cgroup"), 3)) {
            assertThat(groups.filter(path -> path.endsWith(key.runtimeId()))).isEmpty();
        }
    }
}
