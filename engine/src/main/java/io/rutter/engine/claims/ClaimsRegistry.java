package io.rutter.engine.claims;

import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.log.LogFollower;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who has what, as of the log, and what is held for commands in flight. One lock, in memory; a call takes microseconds.
 *
 * <p>A hold becomes a claim when the log folds the event that carries it, and is dropped when its command is refused or its write
 * is known not to have happened.
 */
public final class ClaimsRegistry implements LogFollower {
    private final Map<EntityKey, Set<Claim>> claims = new HashMap<>();
    private final Map<EntityKey, List<Claim>> holds = new HashMap<>();
    private final Ledger ledger = new Ledger();

    /** What became of a demand. */
    public sealed interface Answer {
        record Given(Grant grant) implements Answer {}

        record Denied(Problem problem) implements Answer {}
    }

    /** Grants all of a demand and holds it for an entity, or denies it and holds nothing. */
    public synchronized Answer ask(EntityKey who, Demand demand) {
        var taken = new ArrayList<Claim>();
        Answer answer = new Allotment(ledger, who, taken).of(demand);
        switch (answer) {
            case Answer.Given _ ->
                holds.computeIfAbsent(who, _ -> new ArrayList<>()).addAll(taken);
            case Answer.Denied _ -> letGo(who, taken);
        }
        return answer;
    }

    /** Drops what is held for an entity: its command was refused, or its write is known not to have happened. */
    public synchronized void release(EntityKey who) {
        List<Claim> held = holds.remove(who);
        if (held != null) {
            letGo(who, held);
        }
    }

    /** But for what the entity has beside. */
    private void letGo(EntityKey who, List<Claim> taken) {
        var kept = new HashSet<>(claims.getOrDefault(who, Set.of()));
        kept.addAll(holds.getOrDefault(who, List.of()));
        taken.stream().filter(claim -> !kept.contains(claim)).forEach(claim -> ledger.drop(claim, who));
    }

    /**
     * Takes over what entities claim after a batch. An entity's entries in it are of one write, and count as a whole: between two of
     * them nobody may take what the first does not claim yet and the next does.
     */
    @Override
    public synchronized void durable(List<Durable> batch) {
        var last = new LinkedHashMap<EntityKey, Set<Claim>>();
        batch.forEach(durable -> last.put(durable.entry().key(), durable.after().claims()));
        last.forEach(this::fold);
    }

    /** Takes over what an entity claims now. What was held for it is a claim, or free again. */
    public synchronized void fold(EntityKey who, Set<Claim> now) {
        Set<Claim> before = claims.getOrDefault(who, Set.of());
        List<Claim> held = holds.remove(who);
        var stale = new HashSet<>(before);
        if (held != null) {
            stale.addAll(held);
        }
        stale.removeAll(now);
        stale.forEach(claim -> ledger.drop(claim, who));
        now.forEach(claim -> ledger.put(claim, who));
        if (now.isEmpty()) {
            claims.remove(who);
        } else {
            claims.put(who, Set.copyOf(now));
        }
    }

    /** Who uses an entity, as each is shown to people. */
    public synchronized List<String> users(io.rutter.engine.id.Kind kind, String id) {
        return ledger.users(kind, id);
    }
}
