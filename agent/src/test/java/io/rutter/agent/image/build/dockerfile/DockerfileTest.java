package io.rutter.agent.image.build.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rutter.agent.image.build.dockerfile.Dockerfile.Step;
import io.rutter.agent.image.build.dockerfile.Instruction.Arg;
import io.rutter.agent.image.build.dockerfile.Instruction.Cmd;
import io.rutter.agent.image.build.dockerfile.Instruction.CommandLine;
import io.rutter.agent.image.build.dockerfile.Instruction.Copy;
import io.rutter.agent.image.build.dockerfile.Instruction.Env;
import io.rutter.agent.image.build.dockerfile.Instruction.Health;
import io.rutter.agent.image.build.dockerfile.Instruction.Pair;
import io.rutter.agent.image.build.dockerfile.Instruction.Run;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerfileTest {
    private static Instruction second(String text) throws DockerfileException {
        return Dockerfile.parse("FROM base\n" + text)
                .stages()
                .getFirst()
                .steps()
                .getFirst()
                .instruction();
    }

    @Test
    void joinsContinuedLinesAndLeavesCommentsOut() throws DockerfileException {
        Dockerfile dockerfile = Dockerfile.parse("# a\nFROM base\n  RUN echo a \\\n# inner\n  b\n");
        Step step = dockerfile.stages().getFirst().steps().getFirst();
        assertThat(step.statement().original()).isEqualTo("RUN echo a   b");
        assertThat(step.statement().line()).isEqualTo(3);
        assertThat(step.instruction()).isEqualTo(new Run(new CommandLine(List.of("echo a   b"), true), List.of(), ""));
    }

    @Test
    void warnsOfEmptyContinuationLines() throws DockerfileException {
        assertThat(Dockerfile.parse("FROM base\nRUN a \\\n\n b\n").warnings())
                .containsExactly(
                        "[WARNING]: Empty continuation line found in:\n    RUN a  b",
                        "[WARNING]: Empty continuation lines will become errors in a future release.");
    }

    @Test
    void anotherEscapeCharacterIsObeyed() throws DockerfileException {
        Dockerfile dockerfile = Dockerfile.parse("# escape=`\nFROM base\nRUN a `\n b\\\n");
        assertThat(dockerfile.escape()).isEqualTo('`');
        assertThat(dockerfile.stages().getFirst().steps()).hasSize(1);
    }

    @Test
    void tellsExecFormFromShellForm() throws DockerfileException {
        assertThat(second("CMD [\"a\", \"b c\"]")).isEqualTo(new Cmd(new CommandLine(List.of("a", "b c"), false)));
        assertThat(second("CMD [\"a\", 'b']")).isEqualTo(new Cmd(new CommandLine(List.of("[\"a\", 'b']"), true)));
    }

    @Test
    void readsBothFormsOfEnv() throws DockerfileException {
        assertThat(second("ENV A=1 B=\"two words\" C=a\\ b"))
                .isEqualTo(
                        new Env(List.of(new Pair("A", "1"), new Pair("B", "\"two words\""), new Pair("C", "a\\ b"))));
        assertThat(second("ENV A  all the rest")).isEqualTo(new Env(List.of(new Pair("A", "all the rest"))));
    }

    @Test
    void readsFlagsOfCopy() throws DockerfileException {
        assertThat(second("COPY --chown=a:b --from=x --chmod=755 src dst/"))
                .isEqualTo(new Copy(false, List.of("src"), "dst/", "a:b", "755", "x"));
        assertThat(second("ADD [\"a b\", \"/c d\"]")).isEqualTo(new Copy(true, List.of("a b"), "/c d", "", "", ""));
    }

    @Test
    void readsHealthcheckDurations() throws DockerfileException {
        var check = ((Health) second("HEALTHCHECK --interval=1m30s --retries=2 CMD test -f /x")).check();
        assertThat(check.test()).containsExactly("CMD-SHELL", "test -f /x");
        assertThat(check.intervalNanos()).isEqualTo(90_000_000_000L);
        assertThat(HealthcheckWords.of(check))
                .isEqualTo("&{[\"CMD-SHELL\" \"test -f /x\"] \"1m30s\" \"0s\" \"0s\" '\\x02'}");
    }

    @Test
    void argumentsMayStandAboveTheFirstStage() throws DockerfileException {
        Dockerfile dockerfile = Dockerfile.parse("ARG V=1\nFROM a:$V AS One\nFROM one\n");
        assertThat(dockerfile.arguments().getFirst().instruction()).isEqualTo(new Arg(List.of(new Pair("V", "1"))));
        assertThat(dockerfile.stages()).extracting(stage -> stage.from().name()).containsExactly("one", "");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            FOO x                              | dockerfile parse error line 2: unknown instruction: FOO
            COPY a                             | dockerfile parse error line 2: COPY requires at least two arguments, but only one was provided. Destination could not be determined
            COPY --foo=1 a b                   | dockerfile parse error line 2: Unknown flag: foo
            ENV                                | dockerfile parse error line 2: ENV requires at least one argument
            ENV A                              | failed to parse Dockerfile: ENV must have two arguments
            ENV A=1 B                          | failed to parse Dockerfile: Syntax error - can't find = in "B". Must be of the form: name=value
            ENV A=1 =2                         | dockerfile parse error line 2: ENV names can not be blank
            WORKDIR                            | dockerfile parse error line 2: WORKDIR requires exactly one argument
            SHELL /bin/sh                      | dockerfile parse error line 2: SHELL requires the arguments to be in JSON form
            CMD [1,2]                          | failed to parse Dockerfile: when using JSON array syntax, arrays must be comprised of strings only
            HEALTHCHECK --interval=5 CMD x     | dockerfile parse error line 2: time: missing unit in duration "5"
            HEALTHCHECK --retries=-1 CMD x     | dockerfile parse error line 2: --retries must be at least 1 (not -1)
            HEALTHCHECK FOO                    | dockerfile parse error line 2: Unknown type "FOO" in HEALTHCHECK (try CMD)
            ONBUILD FROM x                     | dockerfile parse error line 2: FROM isn't allowed as an ONBUILD trigger
            ONBUILD ONBUILD RUN x              | dockerfile parse error line 2: Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed
            FROM a AS 1x                       | dockerfile parse error line 2: invalid name for build stage: "1x", name can't start with a number or contain symbols
            VOLUME [""]                        | dockerfile parse error line 2: VOLUME specified can not be an empty string
            RUN <<EOF                          | dockerfile parse error line 2: here-documents (<<) are not supported yet: write a script file and COPY it
            """)
    void refusesInDockersWords(String instruction, String message) {
        assertThatThrownBy(() -> Dockerfile.parse("FROM base\n" + instruction)).hasMessage(message);
    }

    @Test
    void refusesAFileThatBuildsNothing() {
        assertThatThrownBy(() -> Dockerfile.parse("# only this\n"))
                .hasMessage("failed to parse Dockerfile: file with no instructions");
        assertThatThrownBy(() -> Dockerfile.parse("RUN x\nFROM a")).hasMessage("no build stage in current context");
        assertThatThrownBy(() -> Dockerfile.parse("# escape=x\nFROM a"))
                .hasMessage("failed to parse Dockerfile: invalid escape token 'x' does not match ` or \\");
    }

    @Test
    void aChangeIsOneOfTheFewThatAnImportMayName() throws DockerfileException {
        assertThat(Instructions.change("CMD [\"sh\"]")).isEqualTo(new Cmd(new CommandLine(List.of("sh"), false)));
        assertThatThrownBy(() -> Instructions.change("RUN x")).hasMessage("run is not a valid change command");
    }
}
