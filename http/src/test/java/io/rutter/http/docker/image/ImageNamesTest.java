package io.rutter.http.docker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ImageNamesTest {
    @Test
    void aNameHasATag() {
        assertThat(ImageNames.familiar("app", "")).isEqualTo("app:latest");
        assertThat(ImageNames.familiar("docker.io/library/app", "1")).isEqualTo("app:1");
    }

    @Test
    void refusesInDockersWords() {
        assertThatThrownBy(() -> ImageNames.familiar("app", "!")).hasMessage("invalid tag format");
        assertThatThrownBy(() -> ImageNames.familiar("", "")).hasMessage("invalid reference format");
        assertThatThrownBy(() -> ImageNames.familiar("App", ""))
                .hasMessage("invalid reference format: repository name (App) must be lowercase");
    }
}
