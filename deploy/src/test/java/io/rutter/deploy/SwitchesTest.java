package io.rutter.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SwitchesTest {
    private static final SourceFile SHAPES = source(
            "sealed interface Shape {",
            "    record Circle(int radius) implements Shape {}",
            "",
            "    record Square(",
            "            int side) implements Shape {}",
            "}",
            "enum Colour {",
            "    RED,",
            "    BLUE",
            "}");

    private static SourceFile source(String... lines) {
        return new SourceFile("A.java", Path.of("."), List.of(lines));
    }

    private static List<String> found(String declaration, String selector, String label) {
        SourceFile source = source(
                "    int of(" + declaration + ") {",
                "        return switch (" + selector + ") {",
                "            case " + label + " -> 1;",
                "            default -> 2;",
                "        };",
                "    }");
        return new Switches(List.of(SHAPES, source)).withDefault(source);
    }

    @Test
    void aDefaultHidesWhatASealedTypeOrAnEnumHas() {
        assertThat(found("Shape shape", "shape", "Shape.Square square")).containsExactly("A.java:4");
        assertThat(found("Shape shape", "shape", "Circle(var _)")).containsExactly("A.java:4");
        assertThat(found("Colour colour", "colour", "RED, BLUE")).containsExactly("A.java:4");
    }

    @Test
    void whatIsOpenNeedsADefault() {
        assertThat(found("Object shape", "shape", "Circle circle")).isEmpty();
        assertThat(found("String colour", "colour", "\"RED\"")).isEmpty();
        assertThat(found("int colour", "colour", "RED")).isEmpty();
    }
}
