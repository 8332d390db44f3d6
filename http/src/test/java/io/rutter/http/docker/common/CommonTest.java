package io.rutter.http.docker.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.rutter.engine.entity.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommonTest {
    record Shown(String name, @JsonProperty("ID") String id, List<String> links, Instant at) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Sparse(String name, String value) {}

    @Test
    void writesDockersNamesAndNullsAndALineEnd() {
        assertThat(DockerJson.write(new Shown("<a>", "1", null, Instant.parse("2026-01-02T03:04:05.120Z")))
                        .utf8String())
                .isEqualTo("{\"Name\":\"<a>\",\"ID\":\"1\",\"Links\":null,\"At\":\"2026-01-02T03:04:05.12Z\"}\n");
        assertThat(DockerJson.write(new Sparse("a", null)).utf8String()).isEqualTo("{\"Name\":\"a\"}\n");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-02T03:04:05Z,2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05.100Z,2026-01-02T03:04:05.1Z",
        "2026-01-02T03:04:05.000000010Z,2026-01-02T03:04:05.00000001Z",
        "0001-01-01T00:00:00Z,0001-01-01T00:00:00Z"
    })
    void writesTimesWithTheDecimalsTheyNeed(String instant, String text) {
        assertThat(DockerJson.time(Instant.parse(instant))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "True", "yes", "maybe", "2"})
    void takesMostThingsAsTrue(String text) {
        assertThat(QueryText.bool(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "0", "no", "false", "False", "none"})
    void takesAFewThingsAsFalse(String text) {
        assertThat(QueryText.bool(text)).isFalse();
    }

    @Test
    void readsNumbersAndRefusesOthersAsDockerdDoes() {
        assertThat(QueryText.integer("-1")).isEqualTo(-1);
        assertThat(QueryText.longInteger("+9223372036854775807")).isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> QueryText.integer("abc")).hasMessage("strconv.Atoi: parsing \"abc\": invalid syntax");
        assertThatThrownBy(() -> QueryText.longInteger("9223372036854775808"))
                .hasMessage("strconv.ParseInt: parsing \"9223372036854775808\": value out of range");
    }

    @Test
    void readsFiltersInBothForms() {
        Set<String> allowed = Set.of("name", "label");
        var expected = new Filters(Map.of("name", Set.of("web")));
        assertThat(Filters.parse("{\"name\":{\"web\":true}}", allowed)).isEqualTo(expected);
        assertThat(Filters.parse("{\"name\":[\"web\"]}", allowed)).isEqualTo(expected);
        assertThat(Filters.parse("", allowed)).isEqualTo(Filters.NONE);
        assertThat(Filters.parse("null", allowed)).isEqualTo(Filters.NONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"foo":["a"]} | invalid filter 'foo'
                    zz            | invalid filter
                    []            | invalid filter
                    {"name":"a"}  | invalid filter
                    """)
    void refusesFiltersInTheWordsOfDockerd(String text, String message) {
        assertThatThrownBy(() -> Filters.parse(text, Set.of("name"))).hasMessage(message);
    }

    @Test
    void refusesAFilterThatIsNeitherTrueNorFalse() {
        var filters = Filters.parse("{\"dangling\":[\"zz\"],\"all\":[\"1\"]}", Set.of("dangling", "all"));
        assertThat(filters.bool("all")).contains(true);
        assertThat(filters.bool("other")).isEmpty();
        assertThatThrownBy(() -> filters.bool("dangling")).hasMessage("invalid filter 'dangling=[zz]'");
    }

    @Test
    void comparesLabelsByKeyOrByValue() {
        var filters = Filters.parse("{\"label\":[\"a\",\"b=1\"]}", Set.of("label"));
        assertThat(filters.allowsLabels("label", Map.of("a", "x", "b", "1"))).isTrue();
        assertThat(filters.allowsLabels("label", Map.of("a", "x", "b", "2"))).isFalse();
        assertThat(filters.allowsLabels("label", Map.of("b", "1"))).isFalse();
    }

    @Test
    void framesSayStreamAndLength() {
        assertThat(StreamFrames.frame(StreamFrames.STDERR, ByteString.fromString("hi")))
                .isEqualTo(ByteString.fromArray(new byte[] {2, 0, 0, 0, 0, 0, 0, 2, 'h', 'i'}));
    }

    @Test
    void servesVersionsFromOldestToNewestOnly() {
        assertThat(ApiVersion.parse("1.41").orElseThrow().refusal()).isEmpty();
        assertThat(ApiVersion.parse("1.9").orElseThrow()).isLessThan(ApiVersion.MIN);
        assertThat(ApiVersion.parse("1.52").orElseThrow().refusal())
                .contains(new Problem.Invalid("client version 1.52 is too new. Maximum supported API version is 1.51"));
        assertThat(ApiVersion.parse("1.23").orElseThrow().refusal())
                .contains(new Problem.Invalid("client version 1.23 is too old. Minimum supported API version is"
                        + " 1.24, please upgrade your client to a newer version"));
        assertThat(ApiVersion.parse("..")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Invalid,400", "Busy,503"})
    void everyRefusalHasAStatusAndAMessage(String kind, int status) {
        Problem problem = kind.equals("Busy") ? new Problem.Busy("no") : new Problem.Invalid("no");
        var answer = Answer.problem(problem);
        assertThat(answer.status().intValue()).isEqualTo(status);
        assertThat(answer.getHeader("Retry-After").isPresent()).isEqualTo(status == 503);
        assertThat(((HttpEntity.Strict) answer.entity()).getData().utf8String()).isEqualTo("{\"message\":\"no\"}\n");
    }
}
