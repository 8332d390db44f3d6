package io.rutter.http.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {
    @ParameterizedTest
    @CsvSource({"10m,PT10M", "1h30m,PT1H30M", "1.5s,PT1.5S", "250ms,PT0.25S", "-2h,PT-2H"})
    void readsDurationsAsGoWritesThem(String text, Duration duration) {
        assertThat(GoDuration.parse(text)).hasValue(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "m", "10x", "1h 30m", "999999999h999999999h"})
    void readsNothingElse(String text) {
        assertThat(GoDuration.parse(text)).isEmpty();
    }
}
