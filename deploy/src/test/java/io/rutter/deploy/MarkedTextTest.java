package io.rutter.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkedTextTest {
    private static final List<String> DOCUMENT = List.of("a", "<!-- t: begin -->", "old", "<!-- t: end -->", "b");

    @Test
    void replacesWhatStandsBetweenTheMarks() {
        assertThat(MarkedText.replaced(DOCUMENT, "t", List.of("new")))
                .containsExactly("a", "<!-- t: begin -->", "new", "<!-- t: end -->", "b");
    }

    @Test
    void refusesADocumentWithoutTheMarks() {
        assertThatThrownBy(() -> MarkedText.replaced(DOCUMENT, "other", List.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("other");
    }
}
