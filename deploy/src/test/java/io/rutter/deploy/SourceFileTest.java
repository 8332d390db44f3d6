package io.rutter.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceFileTest {
    @Test
    void measuresAMethodFromItsHeadToItsClosingBrace() {
        assertThat(methods("class A {", "    private static int one(int a) {", "        return a;", "    }", "}"))
                .containsExactly(new SourceFile.Method("one", 1, 3));
    }

    @Test
    void measuresAMethodWhoseHeadTakesTwoLines() {
        assertThat(methods(
                        "    Map<String, List<Integer>> two(",
                        "            String first, String second) {",
                        "        return null;",
                        "    }"))
                .containsExactly(new SourceFile.Method("two", 0, 3));
    }

    @Test
    void doesNotTakeACallOrABranchForAMethod() {
        assertThat(methods(
                        "        if (a(", "                b)) {", "        }", "        call(", "                c);"))
                .isEmpty();
    }

    @Test
    void doesNotTakeACallWithALambdaOrAClassInItForAMethod() {
        assertThat(methods(
                        "        one(new A() {",
                        "            a();",
                        "        });",
                        "        two(",
                        "                () -> {",
                        "                    b();",
                        "                }),",
                        "        three(",
                        "                c);",
                        "        if (d) {",
                        "            e();",
                        "        }"))
                .isEmpty();
    }

    @Test
    void measuresAMethodWithATextBlockThatBeginsFurtherLeft() {
        String mark = "\"".repeat(3);
        assertThat(methods("    String four() {", "        return " + mark, "left", "    }", mark + ";", "    }"))
                .containsExactly(new SourceFile.Method("four", 0, 5));
    }

    private static List<SourceFile.Method> methods(String... lines) {
        return new SourceFile("A.java", Path.of("."), List.of(lines)).methods();
    }
}
