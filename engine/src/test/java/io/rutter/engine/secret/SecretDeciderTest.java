package io.rutter.engine.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.claims.Demand.NobodyUses;
import io.rutter.engine.claims.Grant;
import io.rutter.engine.entity.Decision;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.secret.SecretCommand.CreateSecret;
import io.rutter.engine.secret.SecretCommand.RelabelSecret;
import io.rutter.engine.secret.SecretCommand.RemoveSecret;
import io.rutter.engine.secret.SecretEvent.SecretCreated;
import io.rutter.engine.secret.SecretEvent.SecretRelabelled;
import io.rutter.engine.secret.SecretEvent.SecretRemoved;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretDeciderTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final SecretSpec SPEC =
            new SecretSpec("key", Map.of(), new SealedBytes("", "c2VjcmV0"), "", Map.of(), "");

    private final SecretDecider decider = new SecretDecider("id");
    private final Secret live = decider.evolve(decider.nothing(), new SecretCreated("id", SPEC, NOW));

    @Test
    void onlyItsLabelsChange() {
        var other = new SecretSpec("key", Map.of(), new SealedBytes("", "b3RoZXI="), "", Map.of(), "");
        assertThat(decider.decide(live, new RelabelSecret(1, other), NOW))
                .isEqualTo(Decision.refuse(new Problem.Invalid(
                        "rpc error: code = InvalidArgument desc = only updates to Labels are allowed")));

        var labelled = new SecretSpec("key", Map.of("a", "b"), SealedBytes.NONE, "", Map.of(), "");
        assertThat(decider.decide(live, new RelabelSecret(1, labelled), NOW))
                .isEqualTo(Decision.accept(new SecretRelabelled(2, Map.of("a", "b"), NOW)));
    }

    @Test
    void itGoesWhenNoServiceUsesIt() {
        assertThat(decider.decide(live, new RemoveSecret(), NOW)).isInstanceOfSatisfying(Decision.Need.class, need -> {
            assertThat(need.demand()).isInstanceOf(NobodyUses.class);
            assertThat(need.then().apply(new Grant.Granted()))
                    .isEqualTo(Decision.accept(new SecretRemoved("id", "key", NOW)));
        });
    }

    @Test
    void emptyAndHugeOnesAreRefused() {
        var empty = new SecretSpec("key", Map.of(), SealedBytes.NONE, "", Map.of(), "");
        var huge = new SecretSpec("key", Map.of(), new SealedBytes("", "A".repeat(800_000)), "", Map.of(), "");
        assertThat(decider.decide(decider.nothing(), new CreateSecret(empty), NOW))
                .isInstanceOf(Decision.Refuse.class);
        assertThat(decider.decide(decider.nothing(), new CreateSecret(huge), NOW))
                .isInstanceOf(Decision.Refuse.class);
    }

    @Test
    void printingItShowsNothingOfIt() {
        assertThat(live.toString()).doesNotContain("c2VjcmV0");
    }
}
