package io.rutter.engine.story;

import static io.rutter.engine.service.ServiceSpecs.replicas;
import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.service.spec.TaskRestart;
import io.rutter.engine.service.spec.TaskRestart.Condition;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ServiceLineTest {
    private static String line(TaskRestart restart) {
        return ServiceLine.of(
                replicas(1).image("base").env("A=1").restart(restart).named("web"), UnaryOperator.identity());
    }

    @Test
    void theUsualRestartIsNotSaid() {
        assertThat(line(TaskRestart.DEFAULT)).isEqualTo("docker service create --name web --replicas 1 --env A=1 base");
    }

    @Test
    void noPauseBeforeARestartIsSaid() {
        assertThat(line(new TaskRestart(Condition.ANY, Duration.ZERO, null, null)))
                .isEqualTo("docker service create --name web --replicas 1 --restart-delay 0s --env A=1 base");
    }

    @Test
    void allOfARestartIsSaid() {
        assertThat(line(new TaskRestart(Condition.ON_FAILURE, Duration.ofMillis(1500), 3L, Duration.ofMinutes(2))))
                .isEqualTo(
                        "docker service create --name web --replicas 1 --restart-condition on-failure"
                                + " --restart-delay 1500000000ns --restart-max-attempts 3 --restart-window 120s --env A=1 base");
    }
}
