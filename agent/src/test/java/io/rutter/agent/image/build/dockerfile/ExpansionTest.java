package io.rutter.agent.image.build.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpansionTest {
    private static final Expansion EXPANSION =
            new Expansion(Map.of("A", "one", "EMPTY", "", "W", "two words", "P", "/usr/lib/lib.so"), '\\');

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            $A            | one
            ${A}b         | oneb
            x$A-y         | xone-y
            $NONE!        | !
            \\$A          | $A
            '$A'          | $A
            "$A"          | one
            "a\\"b"       | a"b
            "a\\nb"       | a\\nb
            a\\ b         | a b
            ${A:-x}       | one
            ${NONE:-x}    | x
            ${EMPTY:-x}   | x
            ${EMPTY-x}z   | z
            ${NONE-$A}    | one
            ${A:+x}       | x
            ${NONE:+x}z   | z
            ${EMPTY+x}    | x
            ${P#*/}       | usr/lib/lib.so
            ${P##*/}      | lib.so
            ${P%/*}       | /usr/lib
            ${P%%lib*}    | /usr/
            ${P/lib/x}    | /usr/x/lib.so
            ${P//lib/x}   | /usr/x/x.so
            $             | $
            """)
    void fillsIn(String text, String expected) throws DockerfileException {
        assertThat(EXPANSION.word(text.replace("\\\\", "\\"))).isEqualTo(expected.replace("\\\\", "\\"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            ${B:?bad}  | failed to process "${B:?bad}": B: bad
            ${B        | failed to process "${B": missing ':' in substitution
            ${B@x}     | failed to process "${B@x}": missing ':' in substitution
            ${B:@x}    | failed to process "${B:@x}": unsupported modifier (@) in substitution
            "x         | failed to process "\\"x": unexpected end of statement while looking for matching double-quote
            'x         | failed to process "'x": unexpected end of statement while looking for matching single-quote
            """)
    void refusesInDockersWords(String text, String message) {
        assertThatThrownBy(() -> EXPANSION.word(text)).hasMessage(message.replace("\\\\", "\\"));
    }

    @Test
    void unquotedWhiteSpacePartsWordsAndQuotedDoesNot() throws DockerfileException {
        assertThat(EXPANSION.words("$W")).containsExactly("two", "words");
        assertThat(EXPANSION.words("\"$W\"")).containsExactly("two words");
        assertThat(EXPANSION.words("$EMPTY")).isEmpty();
    }
}
