package io.rutter.engine.entity;

import io.rutter.engine.claims.ClaimsRegistry;
import io.rutter.engine.claims.ClaimsRegistry.Answer;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.log.Admission;
import io.rutter.engine.log.Admission.Admitted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shell's step without the actor: an order against a state becomes envelopes to persist, or a refusal. Claims are asked and
 * room in the log is reserved here, before anything is persisted.
 */
final class EntityShell<C, E extends Event, S extends State> {
    private final EntityKey key;
    private final Decider<C, E, S> decider;
    private final ClaimsRegistry claims;
    private final Admission admission;

    EntityShell(EntityKey key, Decider<C, E, S> decider, ClaimsRegistry claims, Admission admission) {
        this.key = key;
        this.decider = decider;
        this.claims = claims;
        this.admission = admission;
    }

    /** What to do with an order. */
    sealed interface Step {
        record Persist(List<Envelope> envelopes, State after) implements Step {}

        record Unchanged() implements Step {}

        record Refuse(Problem problem) implements Step {}
    }

    S nothing() {
        return decider.nothing();
    }

    @SuppressWarnings("unchecked") // the key's kind chose the decider, and the wire registry the event's type
    S evolve(State state, Event event) {
        return decider.evolve((S) state, (E) event);
    }

    /**
     * @param held state and incarnation before
     * @param sequence sequence number of the last event
     */
    @SuppressWarnings(
            "unchecked") // the sender's command belongs to the key's kind; another is a bug and fails in the decider
    Step take(
            Held held,
            long sequence,
            Object command,
            Origin origin,
            @Nullable Instant observedAt,
            Receipt receipt,
            Instant now) {
        S state = (S) held.state();
        Decision<E> decision = decider.decide(state, (C) command, now);
        while (decision instanceof Decision.Need<E> need) {
            switch (claims.ask(key, need.demand())) {
                case Answer.Given given -> decision = need.then().apply(given.grant());
                case Answer.Denied denied -> decision = Decision.refuse(denied.problem());
            }
        }
        return switch (decision) {
            case Decision.Refuse<E> refuse -> refused(refuse.problem());
            case Decision.Accept<E> accept
            when accept.events().isEmpty() -> {
                claims.release(key);
                yield new Step.Unchanged();
            }
            case Decision.Accept<E> accept -> admit(held, sequence, accept.events(), origin, observedAt, receipt);
            case Decision.Need<E> _ -> throw new IllegalStateException("a need outlived its grant");
        };
    }

    /** Drops what was granted for an order that came to nothing. */
    void letGo() {
        claims.release(key);
    }

    private Step refused(Problem problem) {
        claims.release(key);
        return new Step.Refuse(problem);
    }

    private Step admit(
            Held held, long sequence, List<E> events, Origin origin, @Nullable Instant observedAt, Receipt receipt) {
        return switch (admission.admit(events)) {
            case Admitted.Full full -> refused(full.problem());
            case Admitted.Room room -> {
                try {
                    yield persist(held, sequence, events, origin, observedAt, receipt, room);
                } catch (RuntimeException bug) {
                    admission.release(room);
                    throw bug;
                }
            }
        };
    }

    private Step persist(
            Held held,
            long sequence,
            List<E> events,
            Origin origin,
            @Nullable Instant observedAt,
            Receipt receipt,
            Admitted.Room room) {
        var envelopes = new ArrayList<Envelope>(events.size());
        State state = held.state();
        long incarnation = held.incarnation();
        for (int i = 0; i < events.size(); i++) {
            E event = events.get(i);
            State after = evolve(state, event);
            incarnation = incarnation(state, after, incarnation, sequence + 1 + i);
            boolean last = i == events.size() - 1;
            envelopes.add(new Envelope(
                    event,
                    origin,
                    observedAt,
                    incarnation,
                    after,
                    room.encoded().get(i),
                    last ? receipt : null));
            state = after;
        }
        return new Step.Persist(envelopes, state);
    }

    /** A life begins with the event that makes it alive. */
    static long incarnation(State before, State after, long incarnation, long sequence) {
        return !before.alive() && after.alive() ? sequence : incarnation;
    }
}
