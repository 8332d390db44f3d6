package io.rutter.agent.runtime.oci;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.agent.linux.process.Signals;
import io.rutter.agent.runtime.FoundRun;
import io.rutter.agent.runtime.RunExit;
import io.rutter.agent.runtime.RunKey;
import io.rutter.agent.runtime.StartResult;
import io.rutter.engine.container.StartFault;
import io.rutter.engine.container.spec.BlockLimits;
import io.rutter.engine.container.spec.Resources;
import io.rutter.engine.container.spec.Security;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Processes: how they start, what they see, how they end. The real host: needs root. */
class OciRuntimeIT extends OnTheHost {
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
        assertThat(run(box().securityOpt("seccomp=unconfined").sh(script)))
                .contains("Seccomp:\t0")
                .contains("entered");
        String own = "seccomp={\"defaultAction\":\"SCMP_ACT_ALLOW\",\"syscalls\":[{\"names\":[\"mkdir\"],"
                + "\"action\":\"SCMP_ACT_ERRNO\",\"errnoRet\":13}]}";
        assertThat(run(box().securityOpt(own).sh("mkdir /tmp/x"))).contains("Permission denied");
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
                        127,
                        StartFault.REQUEST));
        assertThat(((StartResult.Failed) runtime.create(box().cmd("/nosuch").order())).message())
                .contains("exec: \"/nosuch\": stat /nosuch: no such file or directory: unknown");
        assertThat(((StartResult.Failed) runtime.create(box().cmd("/etc").order())).exitCode())
                .isEqualTo(126);
        assertThat(((StartResult.Failed) runtime.create(box().cmd("/etc/passwd").order())).message())
                .contains("exec: \"/etc/passwd\": permission denied: unknown");
        assertThat(runtime.create(box().user("nobody-here").order()))
                .isEqualTo(new StartResult.Failed(
                        "unable to find user nobody-here: no matching entries in passwd file",
                        128,
                        StartFault.REQUEST));
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
                "",
                BlockLimits.NONE);
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
        assertThat(survey()).anyMatch(found -> found.phase() == FoundRun.Phase.PAUSED);
        Thread.sleep(50);
        long size = Files.size(box.log());
        Thread.sleep(150);
        assertThat(Files.size(box.log())).isEqualTo(size);
        runtime.resume(key);
        Thread.sleep(150);
        assertThat(Files.size(box.log())).isGreaterThan(size);
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
        for (FoundRun found : survey()) {
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
    void aDeletedRunLeavesNothing() throws Exception {
        Orders box = box().cmd("sleep", "1000");
        RunKey key = started(box);
        assertThat(runtime.top(key, List.of()).processes()).hasSize(1);
        assertThat(runtime.stats(key).pids()).isEqualTo(1);
        runtime.delete(key);
        assertThat(survey()).isEmpty();
        assertThat(directory.resolve("exec/oci").toFile().list()).isEmpty();
        try (var groups = Files.walk(Path.of("/sys/fs/cgroup"), 3)) {
            assertThat(groups.filter(path -> path.endsWith(key.runtimeId()))).isEmpty();
        }
    }
}
