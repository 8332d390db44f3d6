package io.rutter.engine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PlatformTest {
    @Test
    void oneWordIsASystemOrAnArchitecture() throws Exception {
        assertThat(Platform.parse("linux")).isEqualTo(new Platform("linux", ""));
        assertThat(Platform.parse("arm")).isEqualTo(new Platform("linux", "arm"));
        assertThat(Platform.parse("x86_64")).isEqualTo(new Platform("linux", "amd64"));
    }

    @Test
    void caseAndOtherNamesDoNotMatter() throws Exception {
        assertThat(Platform.parse("LINUX/AArch64/v8")).hasToString("linux/arm64");
    }

    @Test
    void nonsenseIsRefusedInDockersWords() {
        assertThatThrownBy(() -> Platform.parse("nope"))
                .hasMessage("\"nope\": unknown operating system or architecture: invalid argument");
        assertThatThrownBy(() -> Platform.parse("linux/"))
                .hasMessageStartingWith("\"\" is an invalid component of \"linux/\"");
        assertThatThrownBy(() -> Platform.parse("a/b/c/d")).hasMessageContaining("cannot parse platform specifier");
    }
}
