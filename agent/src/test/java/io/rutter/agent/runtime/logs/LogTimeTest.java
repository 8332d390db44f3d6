package io.rutter.agent.runtime.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogTimeTest {
    private static Instant parse(String text) {
        byte[] line = ("<" + text + ">").getBytes(StandardCharsets.US_ASCII);
        return LogTime.parse(line, 1, line.length - 1);
    }

    @Test
    void readsTheMonitorsUsualForm() {
        assertThat(parse("2028-02-29T23:59:59.000000001+00:00")).isEqualTo("2028-02-29T23:59:59.000000001Z");
    }

    @Test
    void readsAnotherZone() {
        assertThat(parse("2026-01-02T03:04:05.678901234+02:00")).isEqualTo("2026-01-02T01:04:05.678901234Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-02-30T00:00:00.000000000+00:00",
                "2026-01-01T24:00:01.000000000+00:00",
                "2026-01-01T00:00:61.000000000+00:00",
                "2026-01-01 00:00:00.000000000+00:00",
                "2026-01-01T00:00:00.00000000x+00:00"
            })
    void isNullForWhatIsNoTime(String text) {
        assertThat(parse(text)).isNull();
    }
}
