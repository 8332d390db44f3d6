package io.rutter.agent.runtime.oci;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.agent.runtime.StartResult;
import io.rutter.engine.container.StartFault;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What runtimes and options say, in Docker's words; no host needed. */
class RuntimeWordsTest {
    private static final String LEAD = "failed to create task for container: failed to create shim task: OCI runtime"
            + " create failed: crun create failed: unable to start container process: ";

    @Test
    void aRuntimesComplaintIsSaidAsDockerSaysItAndTellsWhoseFaultItIs() {
        assertThat(failed("mount `/etc/passwd` to `etc`: Not a directory", "true"))
                .isEqualTo(new StartResult.Failed(
                        LEAD
                                + "mount `/etc/passwd` to `etc`: not a directory: unknown: Are you trying to mount a directory"
                                + " onto a file (or vice-versa)? Check if the specified host path exists and is the expected"
                                + " type",
                        127,
                        StartFault.REQUEST));
        assertThat(failed("sethostname: Invalid argument", "true"))
                .isEqualTo(new StartResult.Failed(
                        LEAD + "sethostname: invalid argument: unknown", 128, StartFault.REQUEST));
        assertThat(failed("writing file `memory.limit`: Input/output error", "true")
                        .fault())
                .isEqualTo(StartFault.HOST);
        assertThat(failed("open executable: Permission denied", ""))
                .isEqualTo(new StartResult.Failed(
                        LEAD + "exec: \"\": executable file not found in $PATH: unknown", 127, StartFault.REQUEST));
    }

    private static StartResult.Failed failed(String complaint, String program) {
        return RuntimeErrors.start("crun", complaint, List.of(program));
    }

    @Test
    void runtimeErrorsBecomeDockers() {
        assertThat(RuntimeErrors.start("crun", "executable file `x` not found in $PATH: No such file", List.of("x")))
                .satisfies(failed -> {
                    assertThat(failed.exitCode()).isEqualTo(127);
                    assertThat(failed.message()).endsWith("exec: \"x\": executable file not found in $PATH: unknown");
                });
        assertThat(RuntimeErrors.start("crun", "open executable: Permission denied", List.of("/etc")))
                .satisfies(failed -> {
                    assertThat(failed.exitCode()).isEqualTo(126);
                    assertThat(failed.message()).endsWith("exec: \"/etc\": permission denied: unknown");
                });
        assertThat(RuntimeErrors.start("crun", "error mounting x\n", List.of("x"))
                        .exitCode())
                .isEqualTo(128);
    }

    @Test
    void logLimitsAreReadAsDockerWritesThem() {
        assertThat(LogRotation.limit("json-file", Map.of())).isEmpty();
        assertThat(LogRotation.limit("json-file", Map.of("max-size", "10m", "max-file", "3")))
                .hasValue(new LogRotation.Limit(10L * 1024 * 1024, 3));
        assertThat(LogRotation.bytes("5kb")).isEqualTo(5 * 1024);
        assertThat(LogRotation.bytes("x")).isEqualTo(-1);
    }

    @Test
    void psRowsOfOneContainerAreKept() throws Exception {
        var list = RunProcesses.parse("UID  PID  CMD\nroot 12 sleep 5\nroot 13 sh -c a b\n", Set.of(13));
        assertThat(list.titles()).containsExactly("UID", "PID", "CMD");
        assertThat(list.processes()).containsExactly(List.of("root", "13", "sh -c a b"));
    }
}
