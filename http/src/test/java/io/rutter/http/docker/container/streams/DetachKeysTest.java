package io.rutter.http.docker.container.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

class DetachKeysTest {
    @Test
    void passesEverythingOnUntilTheKeysAreTyped() {
        var keys = new DetachKeys(DetachKeys.parse(""));
        assertThat(keys.pass(ByteString.fromString("ls\n")).utf8String()).isEqualTo("ls\n");
        assertThat(keys.complete()).isFalse();
        assertThat(keys.pass(ByteString.fromArray(new byte[] {'a', 16})).utf8String())
                .isEqualTo("a");
        assertThat(keys.pass(ByteString.fromArray(new byte[] {17, 'b'})).isEmpty())
                .isTrue();
        assertThat(keys.complete()).isTrue();
    }

    @Test
    void whatOnlyBeganLikeTheKeysIsPassedOnAfterAll() {
        var keys = new DetachKeys(DetachKeys.parse("ctrl-p,ctrl-q"));
        assertThat(keys.pass(ByteString.fromArray(new byte[] {16})).isEmpty()).isTrue();
        assertThat(keys.pass(ByteString.fromString("x"))).isEqualTo(ByteString.fromArray(new byte[] {16, 'x'}));
    }

    @Test
    void readsLettersAndControlKeysAndRefusesOthers() {
        assertThat(DetachKeys.parse("a,ctrl-[,DEL")).containsExactly('a', 27, 127);
        assertThatThrownBy(() -> DetachKeys.parse("CTRL-A")).hasMessage("Invalid escape keys (CTRL-A) provided");
        assertThatThrownBy(() -> DetachKeys.parse("é")).hasMessage("Invalid escape keys (é) provided");
        assertThatThrownBy(() -> DetachKeys.parse("ctrl-alt-del"))
                .hasMessage("Invalid escape keys (ctrl-alt-del) provided");
    }
}
