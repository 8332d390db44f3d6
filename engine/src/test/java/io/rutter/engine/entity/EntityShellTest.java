package io.rutter.engine.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rutter.engine.claims.ClaimsRegistry;
import io.rutter.engine.claims.ClaimsRegistry.Answer;
import io.rutter.engine.claims.Demand.FreeName;
import io.rutter.engine.config.Config;
import io.rutter.engine.config.Config.NoConfig;
import io.rutter.engine.config.ConfigCommand;
import io.rutter.engine.config.ConfigCommand.CreateConfig;
import io.rutter.engine.config.ConfigDecider;
import io.rutter.engine.config.ConfigEvent;
import io.rutter.engine.config.ConfigSpec;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import io.rutter.engine.log.Admission;
import io.rutter.engine.log.Encoded;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is held for an order goes with the order. */
class EntityShellTest {
    private static final EntityKey ONE = new EntityKey(Kind.CONFIG, "one");
    private static final EntityKey TWO = new EntityKey(Kind.CONFIG, "two");
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final CreateConfig CREATE = new CreateConfig(new ConfigSpec("app", Map.of(), "ZGF0YQ==", ""));
    private static final Origin TEST = new Origin(Actor.controller("test"), "r", 0, null);

    private final ClaimsRegistry claims = new ClaimsRegistry();
    private final Gate gate = new Gate();

    /** Room for one write, or none. */
    private static final class Gate implements Admission {
        private boolean full;
        private int reserved;

        @Override
        public Admitted admit(List<? extends Event> events) {
            if (full) {
                return new Admitted.Full(new Problem.Busy("the disk of the log is nearly full"));
            }
            reserved++;
            return new Admitted.Room(List.of(new Encoded(1, 1, new byte[1])), 1);
        }

        @Override
        public void release(Admitted.Room room) {
            reserved--;
        }
    }

    private EntityShell.Step create(Decider<ConfigCommand, ConfigEvent, Config> decider) {
        return new EntityShell<>(ONE, decider, claims, gate)
                .take(new Held(new NoConfig(), 0), 0, CREATE, TEST, null, new Receipt(), NOW);
    }

    private boolean nameIsFree() {
        return claims.ask(TWO, new FreeName(Kind.CONFIG, List.of("app"), "taken by %s")) instanceof Answer.Given;
    }

    @Test
    void aNameIsHeldFromTheDecisionOn() {
        assertThat(create(new ConfigDecider("one"))).isInstanceOf(EntityShell.Step.Persist.class);
        assertThat(nameIsFree()).isFalse();
    }

    @Test
    void whatTheLogHasNoRoomForHoldsNothing() {
        gate.full = true;
        assertThat(create(new ConfigDecider("one")))
                .isEqualTo(new EntityShell.Step.Refuse(new Problem.Busy("the disk of the log is nearly full")));
        assertThat(nameIsFree()).isTrue();
    }

    @Test
    void aBugInTheFoldGivesTheRoomBack() {
        assertThatThrownBy(() -> create(new BrokenFold())).hasMessage("a bug");
        assertThat(gate.reserved).isZero();
    }

    private record BrokenFold() implements Decider<ConfigCommand, ConfigEvent, Config> {
        @Override
        public Config nothing() {
            return new NoConfig();
        }

        @Override
        public Decision<ConfigEvent> decide(Config state, ConfigCommand command, Instant now) {
            return new ConfigDecider("one").decide(state, command, now);
        }

        @Override
        public Config evolve(Config state, ConfigEvent event) {
            throw new IllegalStateException("a bug");
        }
    }
}
