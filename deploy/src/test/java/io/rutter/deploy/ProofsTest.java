package io.rutter.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProofsTest {
    private static List<String> missing(String... lines) {
        return Proofs.missing(new SourceFile("A.java", Path.of("."), List.of(lines)));
    }

    @Test
    void aTestAssertsItselfOrInAMethodThatItCalls() {
        assertThat(missing(
                        "    @Test",
                        "    void one() {",
                        "        assertThat(1).isEqualTo(1);",
                        "    }",
                        "",
                        "    @TestFactory",
                        "    Stream<DynamicTest> two() {",
                        "        return all(A::holds);",
                        "    }",
                        "",
                        "    private static void holds() {",
                        "        assertThat(1).isEqualTo(1);",
                        "    }"))
                .isEmpty();
    }

    @Test
    void aTestThatOnlyRunsSomethingProvesNothing() {
        assertThat(missing(
                        "    @Test",
                        "    void one() {",
                        "        go();",
                        "    }",
                        "",
                        "    private void go() {",
                        "        other.go();",
                        "    }",
                        "",
                        "    @Test",
                        "    void two() {",
                        "        assertThat(1).isEqualTo(1);",
                        "    }"))
                .containsExactly("one");
    }
}
