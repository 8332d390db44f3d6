package io.rutter.agent.runtime.oci;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.agent.runtime.ExecSession;
import io.rutter.agent.runtime.RunKey;
import io.rutter.engine.assignment.ContainerOperations.LogQuery;
import io.rutter.engine.assignment.ContainerOperations.TerminalSize;
import io.rutter.engine.assignment.IoStreams;
import io.rutter.engine.assignment.LogFrames;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What goes in and out of runs: attach, exec, logs. The real host: needs root. */
class RunStreamsIT extends OnTheHost {
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
    void anExecsEndIsToldThoughNobodyReadsWhatItWroteAndThatIsKept() throws Exception {
        RunKey key = started(box().cmd("sleep", "1000"));
        String lines = "i=0; while [ $i -lt 60 ]; do echo $i; i=$((i+1)); sleep 0.01; done";
        try (ExecSession session = exec(key, false, false, "sh", "-c", lines)) {
            assertThat(session.exit().toCompletableFuture())
                    .succeedsWithin(Duration.ofSeconds(20))
                    .isEqualTo(0);
            assertThat(all(session)).endsWith("\n58\n59\n").hasLineCount(60);
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
    void anAttachmentFromTheStartLeavesEarlierRunsOut() throws Exception {
        Orders box = box().sh("sleep 0.2; echo mine");
        Files.createDirectories(box.log().resolveSibling(""));
        Files.writeString(box.log(), "2026-01-02T03:04:05.000000000+00:00 stdout F of an earlier run\n");
        runtime.create(box.order());
        try (IoStreams streams = runtime.attach(box.key(), false, true)) {
            runtime.start(box.key());
            assertThat(all(streams)).isEqualTo("mine\n");
        }
        assertThat(output(box)).isEqualTo("of an earlier run\nmine\n");
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
    void noLineIsLostOverRotations() throws Exception {
        int lines = 60_000;
        Orders box = box().log(Map.of("max-size", "256k", "max-file", "100"))
                .sh("i=0; while [ $i -lt " + lines + " ]; do echo line $i; i=$((i+1)); done");
        RunKey key = started(box);
        int seen = 0;
        try (LogFrames frames = runtime.logs(box.log(), key, new LogQuery(true, true, null, null, -1, true))) {
            for (var batch = frames.next(); batch != null; batch = frames.next()) {
                for (var frame : batch) {
                    assertThat(new String(frame.bytes(), StandardCharsets.UTF_8))
                            .isEqualTo("line " + seen + "\n");
                    seen++;
                }
            }
        }
        assertThat(seen).isEqualTo(lines);
        assertThat(box.log().resolveSibling("container.log.1")).exists();
        try (LogFrames tail = runtime.logs(box.log(), key, new LogQuery(true, true, null, null, 7000, false))) {
            assertThat(new String(tail.next().getFirst().bytes(), StandardCharsets.UTF_8))
                    .isEqualTo("line " + (lines - 7000) + "\n");
        }
    }
}
