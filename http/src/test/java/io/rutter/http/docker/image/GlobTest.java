package io.rutter.http.docker.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "ba*,base:1,true",
        "ba*,team/base:1,false",
        "*/base*,team/base:1,true",
        "b?se:1,base:1,true",
        "[a-c]ase:1,base:1,true",
        "base,base:1,false",
        "base.1,base:1,false"
    })
    void matchesAsGosPathMatchDoes(String pattern, String text, boolean matches) {
        assertThat(Glob.matches(pattern, text)).isEqualTo(matches);
    }
}
