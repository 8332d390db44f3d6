package io.rutter.engine.cluster;

import io.rutter.engine.claims.ClaimsRegistry;
import io.rutter.engine.claims.ClaimsRegistry.Answer;
import io.rutter.engine.cluster.orders.NamedRequests;
import io.rutter.engine.cluster.world.Past;
import io.rutter.engine.cluster.world.WorldKeeper;
import io.rutter.engine.entity.Commands;
import io.rutter.engine.entity.Decider;
import io.rutter.engine.entity.Decision;
import io.rutter.engine.entity.Event;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.entity.Reply;
import io.rutter.engine.entity.State;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.log.LogEntry;
import io.rutter.engine.log.LogFollower.Durable;
import io.rutter.engine.log.MemoryLog;
import io.rutter.engine.world.Known;
import io.rutter.engine.world.Nouns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Real deciders, claims and World without actors and files: an order is followed before the call returns. */
final class MemoryCommands implements Commands {
    private final WorldKeeper keeper;
    private final ClaimsRegistry claims = new ClaimsRegistry();
    private final MemoryLog log = new MemoryLog();
    private final NamedRequests named = new NamedRequests(log, new Past(log)::at);
    private final Map<EntityKey, Known> heads = new HashMap<>();
    private final List<Durable> collected = new ArrayList<>();
    private boolean together;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    MemoryCommands(WorldKeeper keeper) {
        this.keeper = keeper;
    }

    Instant now() {
        return now;
    }

    void at(Instant time) {
        now = time;
    }

    NamedRequests named() {
        return named;
    }

    MemoryLog log() {
        return log;
    }

    /** What is ordered meanwhile becomes durable in one batch. */
    void together(Runnable orders) {
        together = true;
        orders.run();
        together = false;
        keeper.durable(List.copyOf(collected));
        collected.clear();
    }

    @Override
    public CompletionStage<Reply> send(EntityKey key, Object command, Origin origin) {
        return CompletableFuture.completedFuture(named.done(key, origin)
                .map(Reply.class::cast)
                .orElseGet(() -> follow(key, Nouns.decider(key), command, origin)));
    }

    @SuppressWarnings("unchecked") // the key's kind chose the decider
    private <C, E extends Event, S extends State> Reply follow(
            EntityKey key, Decider<C, E, S> decider, Object command, Origin origin) {
        Known known = heads.get(key);
        S state = known == null ? decider.nothing() : (S) known.state();
        Decision<E> decision = decider.decide(state, (C) command, now);
        while (decision instanceof Decision.Need<E> need) {
            decision = switch (claims.ask(key, need.demand())) {
                case Answer.Given given -> need.then().apply(given.grant());
                case Answer.Denied denied -> Decision.refuse(denied.problem());
            };
        }
        return switch (decision) {
            case Decision.Refuse<E> refuse -> {
                claims.release(key);
                yield new Reply.Refused(refuse.problem());
            }
            case Decision.Accept<E> accept -> write(key, decider, state, known, accept.events(), origin);
            case Decision.Need<E> _ -> throw new IllegalStateException("a need outlived its grant");
        };
    }

    private <C, E extends Event, S extends State> Reply write(
            EntityKey key, Decider<C, E, S> decider, S before, Known known, List<E> events, Origin origin) {
        now = now.plusMillis(1);
        long first = log.tail() + 1;
        long sequence = known == null ? 0 : known.sequence();
        long incarnation = known == null ? 0 : known.incarnation();
        S state = before;
        var batch = new ArrayList<Durable>();
        for (E event : events) {
            S after = decider.evolve(state, event);
            sequence++;
            incarnation = !state.alive() && after.alive() ? sequence : incarnation;
            long offset = log.tail() + 1;
            var entry = new LogEntry(offset, 1, now, null, key, sequence, incarnation, origin, event);
            log.add(entry);
            batch.add(new Durable(entry, after));
            heads.put(key, new Known(after, sequence, incarnation, offset, offset, now));
            state = after;
        }
        claims.fold(key, state.claims());
        if (together) {
            collected.addAll(batch);
        } else if (!batch.isEmpty()) {
            keeper.durable(batch);
        }
        return new Reply.Done(first, log.tail(), state);
    }
}
