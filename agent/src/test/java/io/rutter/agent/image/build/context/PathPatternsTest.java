package io.rutter.agent.image.build.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.agent.image.build.dockerfile.DockerfileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathPatternsTest {
    private static final String IGNORE = """
            # comment
            *.log
            /build
            **/*.tmp
            docs/**
            !docs/keep.md
            a?c
            """;

    @ParameterizedTest
    @CsvSource({
        "x.log, true",
        "dir/x.log, false",
        "build/out/a, true",
        "x.tmp, true",
        "deep/er/x.tmp, true",
        "docs/a/b.md, true",
        "docs/keep.md, false",
        "abc, true",
        "a/c, false",
        "src/main, false"
    })
    void theLastRuleThatMatchesDecides(String path, boolean excluded) throws DockerfileException {
        assertThat(PathPatterns.ignoreFile(IGNORE).excludes(path)).isEqualTo(excluded);
    }

    @Test
    void aWildcardOfCopyStopsAtSlashes() throws DockerfileException {
        assertThat(PathPatterns.isWildcard("a\\*b")).isFalse();
        assertThat(PathPatterns.wildcard("dir/*.[ch]").matcher("dir/x.c").matches())
                .isTrue();
        assertThat(PathPatterns.wildcard("dir/*").matcher("dir/a/b").matches()).isFalse();
    }
}
