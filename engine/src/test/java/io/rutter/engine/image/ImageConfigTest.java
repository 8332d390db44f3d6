package io.rutter.engine.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImageConfigTest {
    private static final ImageConfig BASE = config(List.of("one"), List.of("import"));

    private static ImageConfig config(List<String> layers, List<String> steps) {
        return new ImageConfig(
                "amd64",
                "linux",
                "",
                null,
                "",
                "",
                List.of("sh"),
                List.of(),
                List.of(),
                "",
                "",
                Map.of(),
                List.of(),
                List.of(),
                null,
                List.of(),
                List.of(),
                null,
                layers,
                steps.stream()
                        .map(step -> new ImageConfig.History(null, step, "", "", false, 1))
                        .toList());
    }

    @Test
    void whatWasBuiltOnAnImageGrewFromItHoweverManyStepsLater() {
        assertThat(config(List.of("one", "two"), List.of("import", "RUN", "LABEL"))
                        .grewFrom(BASE))
                .isTrue();
        assertThat(config(List.of("one"), List.of("import", "LABEL")).grewFrom(BASE))
                .isTrue();
    }

    @Test
    void anImageDidNotGrowFromItselfNorFromAnotherNorFromNothing() {
        assertThat(BASE.grewFrom(BASE)).isFalse();
        assertThat(config(List.of("other", "two"), List.of("import", "RUN")).grewFrom(BASE))
                .isFalse();
        assertThat(BASE.grewFrom(config(List.of(), List.of()))).isFalse();
    }
}
