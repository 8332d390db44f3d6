package io.rutter.engine.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.entity.Decision;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.swarm.SwarmCommand.InitSwarm;
import io.rutter.engine.swarm.SwarmCommand.LeaveSwarm;
import io.rutter.engine.swarm.SwarmCommand.UpdateSwarm;
import io.rutter.engine.swarm.SwarmEvent.SwarmInitialised;
import io.rutter.engine.swarm.SwarmEvent.SwarmLeft;
import io.rutter.engine.swarm.SwarmEvent.SwarmTokensRotated;
import io.rutter.engine.swarm.SwarmEvent.SwarmUpdated;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SwarmDeciderTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<String> POOLS = List.of("10.0.0.0/8");
    private static final SwarmInitialised INITIALISED =
            new SwarmInitialised("c", SwarmSpec.DEFAULT, "w1", "m1", POOLS, 24, 4789, NOW);

    private final SwarmDecider decider = new SwarmDecider();

    private Swarm given(SwarmEvent... history) {
        Swarm state = decider.nothing();
        for (SwarmEvent event : history) {
            state = decider.evolve(state, event);
        }
        return state;
    }

    @Test
    void thereIsOneClusterALog() {
        var init = new InitSwarm("c", SwarmSpec.DEFAULT, "w1", "m1", POOLS, 24, 4789);
        assertThat(decider.decide(given(), init, NOW)).isEqualTo(Decision.accept(INITIALISED));
        assertThat(decider.decide(given(INITIALISED), init, NOW))
                .isInstanceOfSatisfying(
                        Decision.Refuse.class,
                        refuse -> assertThat(refuse.problem()).isInstanceOf(Problem.Unavailable.class));
    }

    @Test
    void theLastManagerLeavesByForceOnlyAndMayBeginAnew() {
        assertThat(decider.decide(given(INITIALISED), new LeaveSwarm(false), NOW))
                .isInstanceOf(Decision.Refuse.class);
        assertThat(decider.decide(given(INITIALISED), new LeaveSwarm(true), NOW))
                .isEqualTo(Decision.accept(new SwarmLeft("c", NOW)));
        assertThat(given(INITIALISED, new SwarmLeft("c", NOW), INITIALISED).alive())
                .isTrue();
    }

    @Test
    void oneTokenIsRotatedAndTheOtherKept() {
        assertThat(decider.decide(given(INITIALISED), new UpdateSwarm(1, SwarmSpec.DEFAULT, "w2", null), NOW))
                .isEqualTo(Decision.accept(
                        new SwarmUpdated(2, SwarmSpec.DEFAULT, NOW), new SwarmTokensRotated("w2", "m1", NOW)));
    }
}
