package io.rutter.engine.cluster.world;

import io.rutter.engine.entity.State;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.log.LogFollower.Durable;
import io.rutter.engine.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What World has just folded. Of an entity whose life ended with it, only this tells: the World after it has it no more.
 *
 * @param before the World that the entries were folded into
 * @param now the World after them
 * @param entries in order, at least one
 */
public record Folded(World before, World now, List<Durable> entries) {
    public Folded {
        entries = List.copyOf(entries);
    }

    /** The entities that the entries are about. */
    public Set<EntityKey> keys() {
        var keys = new LinkedHashSet<EntityKey>();
        entries.forEach(durable -> keys.add(durable.entry().key()));
        return keys;
    }

    /** Each state that each entity had, in order, however briefly. */
    Map<EntityKey, List<State>> states() {
        var states = new LinkedHashMap<EntityKey, List<State>>();
        entries.forEach(durable -> states.computeIfAbsent(durable.entry().key(), _ -> new ArrayList<>())
                .add(durable.after()));
        return states;
    }
}
