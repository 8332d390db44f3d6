package io.rutter.http.docker.system;

import io.rutter.engine.entity.State;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import io.rutter.engine.image.Image.LiveImage;
import io.rutter.engine.log.EventLog;
import io.rutter.engine.log.LogEntry;
import io.rutter.engine.network.Network.LiveNetwork;
import io.rutter.engine.world.Nouns;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The state of each entity just before an entry, for a reader that goes through the log in order. What is not remembered is
 * folded from the entity's own entries, so a reader may begin anywhere and costs little.
 */
final class StatesBefore implements Surroundings {
    private static final int REMEMBERED = 2_000;

    private final EventLog log;
    private final Map<EntityKey, At> known = new LinkedHashMap<>(16, 0.75f, true);
    private long offset;

    private record At(State state, long sequence) {}

    StatesBefore(EventLog log) {
        this.log = log;
    }

    /** The entity's state before the entry; the entry is part of it from then on. Entries must come in order. */
    State take(LogEntry entry) {
        offset = entry.offset();
        State before = before(entry.key(), entry.sequence() - 1);
        remember(entry.key(), new At(Nouns.evolve(entry.key(), before, entry.event()), entry.sequence()));
        return before;
    }

    private State before(EntityKey key, long sequence) {
        At at = known.get(key);
        if (at != null && at.sequence() == sequence) {
            return at.state();
        }
        State state = Nouns.decider(key).nothing();
        for (LogEntry entry : log.entity(key, 1, sequence)) {
            state = Nouns.evolve(key, state, entry.event());
        }
        return state;
    }

    private void remember(EntityKey key, At at) {
        known.put(key, at);
        if (known.size() > REMEMBERED) {
            known.remove(known.keySet().iterator().next());
        }
    }

    /** The latest state at or before the entry that was taken last. */
    private State latest(EntityKey key) {
        At at = known.get(key);
        if (at != null) {
            return at.state();
        }
        State state = Nouns.decider(key).nothing();
        long sequence = 0;
        for (LogEntry entry : log.entity(key, 1, Long.MAX_VALUE)) {
            if (entry.offset() > offset) {
                break;
            }
            state = Nouns.evolve(key, state, entry.event());
            sequence = entry.sequence();
        }
        remember(key, new At(state, sequence));
        return state;
    }

    @Override
    public String networkDriver(String networkId) {
        return latest(new EntityKey(Kind.NETWORK, networkId)) instanceof LiveNetwork network
                ? network.spec().driver()
                : "bridge";
    }

    @Override
    public Optional<LiveImage> image(String id) {
        return latest(new EntityKey(Kind.IMAGE, id)) instanceof LiveImage image ? Optional.of(image) : Optional.empty();
    }
}
