package io.rutter.engine.reconcile.declare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BindModeTest {
    @Test
    void readsOneWordOfEachKind() {
        assertThat(BindMode.parse("ro,rslave,Z")).contains(new BindMode(false, true, "rslave"));
        assertThat(BindMode.parse("nocopy")).contains(new BindMode(true, false, ""));
        assertThat(BindMode.parse("")).contains(new BindMode(true, true, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ro,rw", "shared,private", "sometimes", "ro,", "z,Z"})
    void refusesTwoOfAKindAndWhatIsNone(String text) {
        assertThat(BindMode.parse(text)).isEmpty();
    }
}
