package io.rutter.agent.volume;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.agent.linux.files.Mounts.Flag;
import io.rutter.engine.entity.Problem;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LocalOptionsTest {
    private static String refusal(Map<String, String> options) {
        return LocalOptions.check(options).map(Problem::message).orElse("");
    }

    @Test
    void refusesWhatDockerRefuses() {
        assertThat(refusal(Map.of("colour", "red"))).isEqualTo("invalid option: \"colour\"");
        assertThat(refusal(Map.of("type", "tmpfs"))).isEqualTo("missing required option: \"device\"");
        assertThat(refusal(Map.of("device", "tmpfs"))).isEqualTo("missing required option: \"type\"");
        assertThat(refusal(Map.of("size", "10m"))).isEqualTo("quota size requested but no quota support");
        assertThat(refusal(Map.of())).isEmpty();
        assertThat(refusal(Map.of("type", "none", "device", "/srv", "o", "bind")))
                .isEmpty();
    }

    @Test
    void dividesTheMountsFlagsFromTheFilesystemsOptions() {
        assertThat(LocalOptions.of(Map.of("type", "tmpfs", "device", "tmpfs", "o", "size=1m,uid=7,noexec")))
                .contains(new LocalOptions("tmpfs", "tmpfs", Set.of(Flag.NO_EXEC), "size=1m,uid=7"));
        assertThat(LocalOptions.of(Map.of())).isEmpty();
    }
}
