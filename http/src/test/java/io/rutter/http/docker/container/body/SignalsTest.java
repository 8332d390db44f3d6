package io.rutter.http.docker.container.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalsTest {
    @ParameterizedTest
    @CsvSource({"KILL,9", "sigterm,15", "9,9", "RTMIN+1,35", "SIGRTMAX,64", "CLD,17", "IOT,6"})
    void knowsSignalsByNameAndNumber(String text, int number) {
        assertThat(Signals.number(text)).hasValue(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FOO", "0", "65", "", "RTMIN+99", "-1"})
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> Signals.require(text)).hasMessage("Invalid signal: " + text);
    }
}
