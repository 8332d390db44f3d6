package io.rutter.http.docker.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rutter.engine.entity.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonBodyTest {
    record Sample(String image, List<String> cmd, Map<String, String> labels, Inner hostConfig, Instant created) {}

    record Inner(long memory, int cpuShares, boolean privileged) {}

    private static Sample read(String text) {
        return JsonBody.read(ByteString.fromString(text), Sample.class);
    }

    @Test
    void readsNamesWithoutRegardToCaseAndIgnoresUnknownOnes() {
        Sample sample = read("""
                {"image":"a","CMD":["x"],"Labels":{"Key":"v"},"HostConfig":{"Memory":5,"Privileged":true},"New":1,
                 "Created":"2026-01-02T03:04:05.1+01:00"}""");
        assertThat(sample)
                .isEqualTo(new Sample(
                        "a",
                        List.of("x"),
                        Map.of("Key", "v"),
                        new Inner(5, 0, true),
                        Instant.parse("2026-01-02T02:04:05.1Z")));
    }

    @Test
    void readsNullAsAnObjectWithoutFieldsAndNullNumbersAsZero() {
        assertThat(read(" null ")).isEqualTo(new Sample(null, null, null, null, null));
        assertThat(read("{\"HostConfig\":{\"Memory\":null}}").hostConfig()).isEqualTo(new Inner(0, 0, false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ` `                          | invalid JSON: got EOF while reading request body
                    {"Image":                    | invalid JSON: unexpected EOF
                    x                            | invalid JSON: invalid character 'x' looking for beginning of value
                    {"Image":"a",}               | invalid JSON: invalid character '}' looking for beginning of object key string
                    {"Image" "a"}                | invalid JSON: invalid character '"' after object key
                    {"Cmd":["a" "b"]}            | invalid JSON: invalid character '"' after array element
                    {"Image":tru}                | invalid JSON: invalid character '}' in literal true (expecting 'e')
                    {"Image":3}                  | invalid JSON: json: cannot unmarshal number into Go struct field Sample.Image of type string
                    {"HostConfig":{"Memory":"x"}}| invalid JSON: json: cannot unmarshal string into Go struct field Sample.HostConfig.Memory of type int64
                    {"HostConfig":{"Memory":1.5}}| invalid JSON: json: cannot unmarshal number into Go struct field Sample.HostConfig.Memory of type int64
                    {"HostConfig":{"CpuShares":99999999999}}| invalid JSON: json: cannot unmarshal number into Go struct field Sample.HostConfig.CpuShares of type int
                    {"HostConfig":{"Privileged":1}}| invalid JSON: json: cannot unmarshal number into Go struct field Sample.HostConfig.Privileged of type bool
                    []                           | invalid JSON: json: cannot unmarshal array into Go value of type Sample
                    {} {}                        | unexpected content after JSON
                    {} x                         | unexpected content after JSON
                    """)
    void refusesInTheWordsOfDockerd(String body, String message) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem()).isEqualTo(new Problem.Invalid(message)));
    }

    @Test
    void takesOnlyJsonButNothingWhereThereIsNoBody() {
        assertThat(JsonBody.checkType("", true)).isEmpty();
        assertThat(JsonBody.checkType("application/json; charset=utf-8", false)).isEmpty();
        assertThat(JsonBody.checkType("text/plain", false))
                .contains(new Problem.Invalid(
                        "unsupported Content-Type header (text/plain): must be 'application/json'"));
        assertThat(JsonBody.checkType("", false)).isPresent();
    }
}
