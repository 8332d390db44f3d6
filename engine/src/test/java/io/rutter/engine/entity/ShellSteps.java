package io.rutter.engine.entity;

import io.rutter.engine.claims.ClaimsRegistry;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.log.Admission;
import java.time.Instant;
import java.util.List;

/** The real shell's step for tests of other packages, without its actor. */
public final class ShellSteps {
    private ShellSteps() {}

    /** What to do with an order. */
    public sealed interface Step {
        record Persist(List<Envelope> envelopes) implements Step {}

        record Unchanged() implements Step {}

        record Refuse(Problem problem) implements Step {}
    }

    public static <C, E extends Event, S extends State> Step take(
            EntityKey key,
            Decider<C, E, S> decider,
            ClaimsRegistry claims,
            Admission admission,
            Held held,
            long sequence,
            Object command,
            Origin origin,
            Instant now) {
        var shell = new EntityShell<>(key, decider, claims, admission);
        return switch (shell.take(held, sequence, command, origin, null, new Receipt(), now)) {
            case EntityShell.Step.Persist persist -> new Step.Persist(persist.envelopes());
            case EntityShell.Step.Unchanged _ -> new Step.Unchanged();
            case EntityShell.Step.Refuse refuse -> new Step.Refuse(refuse.problem());
        };
    }
}
