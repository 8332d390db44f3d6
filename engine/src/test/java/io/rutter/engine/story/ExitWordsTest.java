package io.rutter.engine.story;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitWordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|with code 0, which means success",
                "3|with code 3",
                "127|with code 127: its command was not found",
                "137|with code 137, which means it was ended by signal 9, SIGKILL",
                "143|with code 143, which means it was ended by signal 15, SIGTERM",
                "255|with code 255",
            })
    void explainsCodes(int code, String words) {
        assertThat(ExitWords.of(code, false)).isEqualTo(words);
    }

    @Test
    void aKillForMemoryIsSaidToBeOne() {
        assertThat(ExitWords.of(137, true)).contains("more memory than its limit");
    }
}
