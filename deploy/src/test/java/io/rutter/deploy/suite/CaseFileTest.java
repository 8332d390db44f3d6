package io.rutter.deploy.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaseFileTest {
    private static final String TEXT = """
            # Heading

            ## `run -e`: sets it
            % a note
            $ docker run \\
            base true
            one
            [3]
            @dockerd: it is old
            two
            $ true
            """;

    private final Case first =
            CaseFile.parse(Path.of("x.cases"), TEXT.lines().toList()).cases().getFirst();

    @Test
    void readsCommandOutputAndExitCode() {
        assertThat(first.steps().getFirst().command()).isEqualTo("docker run \\\nbase true");
        assertThat(first.steps().getFirst().expectedOf("rutter")).isEqualTo(new Result(List.of("one"), 3));
    }

    @Test
    void readsWhatOneEngineAnswersInsteadAndWhy() {
        assertThat(first.steps().getFirst().expectedOf("dockerd")).isEqualTo(new Result(List.of("two"), 0));
        assertThat(first.reasonFor("dockerd")).contains("it is old");
        assertThat(first.reasonFor("rutter")).isEmpty();
    }

    @Test
    void writesWhatItReads() {
        CaseFile file = CaseFile.parse(Path.of("x.cases"), TEXT.lines().toList());
        assertThat(file.text()).isEqualTo(TEXT);
    }

    @Test
    void threeDotsStandForAnyTextAndAloneForAnyLines() {
        Result expected = new Result(List.of("a ... b", "...", "end"), 0);
        assertThat(expected.fits(new Result(List.of("a x b", "end"), 0))).isTrue();
        assertThat(expected.fits(new Result(List.of("a x b", "y", "z", "end"), 0)))
                .isTrue();
        assertThat(expected.fits(new Result(List.of("a x c", "end"), 0))).isFalse();
        assertThat(expected.fits(new Result(List.of("a x b", "end"), 1))).isFalse();
    }

    @Test
    void masksWhatDiffersFromRunToRun() {
        String id = "0123456789ab".repeat(5) + "0123";
        assertThat(Masks.normalised(id + " c1 Up 3 seconds\n\n172.17.0.2:80  x\n", "c1"))
                .containsExactly("<id> $N Up <age>", "<ip>:80  x");
    }
}
