package io.rutter.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PatienceTest {
    @Test
    void waitsTwiceAsLongEachTimeUpToAMinuteOrSo() {
        assertThat(Stream.iterate(Patience.FRESH.afterFailure(), Patience::afterFailure)
                        .limit(8)
                        .map(patience -> patience.pause().toSeconds()))
                .containsExactly(2L, 4L, 8L, 16L, 32L, 64L, 64L, 64L);
    }
}
