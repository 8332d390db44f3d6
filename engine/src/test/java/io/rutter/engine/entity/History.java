package io.rutter.engine.entity;

import io.rutter.engine.claims.Claim;
import io.rutter.engine.claims.ClaimsRegistry;
import io.rutter.engine.claims.ClaimsRegistry.Answer;
import io.rutter.engine.id.EntityKey;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What a test of a decider reads like: what has happened, what is asked, what comes of it. */
public final class History<C, E extends Event, S extends State> {
    public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final EntityKey key;
    private final Decider<C, E, S> decider;
    private final ClaimsRegistry claims = new ClaimsRegistry();
    private S state;

    private History(EntityKey key, Decider<C, E, S> decider) {
        this.key = key;
        this.decider = decider;
        this.state = decider.nothing();
    }

    @SafeVarargs
    public static <C, E extends Event, S extends State> History<C, E, S> given(
            EntityKey key, Decider<C, E, S> decider, E... events) {
        var history = new History<>(key, decider);
        for (E event : events) {
            history.fold(event);
        }
        return history;
    }

    private void fold(E event) {
        state = decider.evolve(state, event);
        claims.fold(key, state.claims());
    }

    /** Another entity claims something. */
    public History<C, E, S> claimed(EntityKey by, Claim claim) {
        claims.fold(by, Set.of(claim));
        return this;
    }

    /** The decision, with all that it needed granted or denied by the claims. */
    public Decision<E> when(C command) {
        Decision<E> decision = decider.decide(state, command, NOW);
        while (decision instanceof Decision.Need<E> need) {
            decision = switch (claims.ask(key, need.demand())) {
                case Answer.Given given -> need.then().apply(given.grant());
                case Answer.Denied denied -> Decision.refuse(denied.problem());
            };
        }
        return decision;
    }

    /** The history goes on with what a command led to. */
    public History<C, E, S> then(C command) {
        switch (when(command)) {
            case Decision.Accept<E> accept -> accept.events().forEach(this::fold);
            case Decision.Refuse<E> refuse ->
                throw new AssertionError("refused: " + refuse.problem().message());
            case Decision.Need<E> _ -> throw new AssertionError("a need was left open");
        }
        return this;
    }

    public S state() {
        return state;
    }

    /** The events of a decision; fails when it was refused. */
    public List<E> events(C command) {
        return switch (when(command)) {
            case Decision.Accept<E> accept -> accept.events();
            case Decision.Refuse<E> refuse ->
                throw new AssertionError("refused: " + refuse.problem().message());
            case Decision.Need<E> _ -> throw new AssertionError("a need was left open");
        };
    }
}
