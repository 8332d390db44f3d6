package io.rutter.http.docker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
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

    @Test
    void whatIsPulledHasTheTagThatTheClientSendsBesideIt() {
        String digest = "sha256:" + "a".repeat(64);
        assertThat(ImageNames.pulled("team/app", "1")).isEqualTo("team/app:1");
        assertThat(ImageNames.pulled("host:5000/app:1", "2")).isEqualTo("host:5000/app:2");
        assertThat(ImageNames.pulled("app:1", "")).isEqualTo("app:1");
        assertThat(ImageNames.pulled("app", "")).isEqualTo("app:latest");
        assertThat(ImageNames.pulled("app", digest)).isEqualTo("app@" + digest);
        assertThat(ImageNames.pulled("app@" + digest, "")).isEqualTo("app@" + digest);
        assertThatThrownBy(() -> ImageNames.pulled("app", "no tag")).hasMessage("invalid tag format");
        assertThatThrownBy(() -> ImageNames.pulled("a pp", "1")).hasMessage("invalid reference format");
    }

    @Test
    void aContainersImageIsAReferenceOrAnId() {
        assertThatCode(() -> ImageNames.require("app")).doesNotThrowAnyException();
        assertThatCode(() -> ImageNames.require("sha256:" + "a".repeat(64))).doesNotThrowAnyException();
        assertThatCode(() -> ImageNames.require("a".repeat(64))).doesNotThrowAnyException();
        assertThatThrownBy(() -> ImageNames.require("Bad Name"))
                .hasMessage("invalid reference format: repository name (Bad Name) must be lowercase");
        assertThatThrownBy(() -> ImageNames.require("bad name")).hasMessage("invalid reference format");
    }
}
