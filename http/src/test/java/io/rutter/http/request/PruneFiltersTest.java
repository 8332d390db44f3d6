package io.rutter.http.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rutter.http.Examples;
import io.rutter.http.docker.common.Filters;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PruneFiltersTest {
    @Test
    void untilSparesWhatIsYounger() {
        var hour = filters("until", "1h");
        assertThat(hour.allow(Examples.NOON.minusSeconds(7200), Map.of())).isTrue();
        assertThat(hour.allow(Examples.NOON.minusSeconds(60), Map.of())).isFalse();
    }

    @Test
    void labelsChooseAndSpare() {
        assertThat(filters("label", "a=b").allow(Examples.NOON, Map.of("a", "b")))
                .isTrue();
        assertThat(filters("label", "a=b").allow(Examples.NOON, Map.of())).isFalse();
        assertThat(filters("label!", "a").allow(Examples.NOON, Map.of("a", "c")))
                .isFalse();
    }

    @Test
    void refusesWhatIsNoTime() {
        assertThatThrownBy(() -> filters("until", "x")).hasMessage("failed to parse value as time or duration: \"x\"");
    }

    private static PruneFilters filters(String name, String value) {
        return new PruneFilters(new Filters(Map.of(name, Set.of(value))), Examples.NOON);
    }
}
