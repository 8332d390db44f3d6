package io.rutter.agent.runtime.oci;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rutter.agent.linux.process.Program;
import io.rutter.agent.linux.process.Programs;
import io.rutter.engine.assignment.ContainerOperations.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OciExecTest {
    @TempDir
    private Path folder;

    @Test
    void aCommandThatCannotStartIsRefusedAlsoWhenTheRuntimeHasLongEnded() throws IOException {
        OciExec exec = detached("/bin/false", "executable file `nope` not found in $PATH");

        exec.exit().toCompletableFuture().join();

        assertThatThrownBy(exec::requireStart)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("exec: \"nope\": executable file not found in $PATH");
    }

    @Test
    void aCommandThatHasStartedAndEndedIsNotRefused() throws IOException {
        OciExec exec = detached("/bin/true", "");

        exec.exit().toCompletableFuture().join();

        assertThatCode(exec::requireStart).doesNotThrowAnyException();
    }

    private OciExec detached(String runtime, String complaint) throws IOException {
        var files = new OciExec.Scratch(folder.resolve("json"), folder.resolve("log"), folder.resolve("pid"));
        Files.writeString(files.complaints(), complaint);
        var child = Programs.spawn(Program.of(runtime), Map.of());
        return new OciExec(new OciExec.Source(child, null, List.of(), null, List.of(), List.of("nope"), files));
    }
}
