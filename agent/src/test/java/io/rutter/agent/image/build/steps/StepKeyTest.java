package io.rutter.agent.image.build.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StepKeyTest {
    @Test
    void dependsOnParentAndOnEachWord() {
        String key = StepKey.of("sha256:a", List.of("RUN", "x"));
        assertThat(StepKey.of("sha256:a", List.of("RUN", "x"))).isEqualTo(key).hasSize(64);
        assertThat(StepKey.of("sha256:b", List.of("RUN", "x"))).isNotEqualTo(key);
        assertThat(StepKey.of("sha256:a", List.of("RUN x"))).isNotEqualTo(key);
    }

    @Test
    void aDeclaredArgumentTakesTheClientsValueAndProxiesMakeNoDifference() {
        BuildArguments arguments = new BuildArguments(Map.of("V", "2", "HTTP_PROXY", "p", "LOST", "x"));
        arguments.declare("V", "1");
        arguments.declare("W", null);
        assertThat(arguments.keyed(Map.of())).isEqualTo(Map.of("V", "2"));
        assertThat(arguments.besides(Map.of())).isEqualTo(Map.of("V", "2", "HTTP_PROXY", "p"));
        assertThat(arguments.besides(Map.of("V", "env"))).doesNotContainKey("V");
        assertThat(arguments.unused()).containsExactly("LOST");
    }

    @Test
    void aStageSeesWhatStandsAboveTheStagesOnlyWhenItDeclaresIt() {
        BuildArguments arguments = new BuildArguments(Map.of());
        arguments.declareBeforeStages("V", "1");
        assertThat(arguments.forFrom()).isEqualTo(Map.of("V", "1"));
        assertThat(arguments.keyed(Map.of())).isEmpty();
        arguments.declare("V", null);
        assertThat(arguments.keyed(Map.of())).isEqualTo(Map.of("V", "1"));
        arguments.beginStage();
        assertThat(arguments.keyed(Map.of())).isEmpty();
    }
}
