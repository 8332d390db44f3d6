package io.rutter.engine.cluster;

import io.rutter.engine.cluster.world.Folded;
import io.rutter.engine.container.TaskOwner;
import io.rutter.engine.entity.State;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import io.rutter.engine.log.LogFollower.Durable;
import io.rutter.engine.world.Known;
import io.rutter.engine.world.Services;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entity that changed, as the service controller needs it.
 *
 * @param offset of its last entry
 * @param service whose task it is or was; null for what is no task
 */
record Touched(EntityKey key, long offset, @Nullable String service) {
    /** What a batch changed that services may depend on. */
    static List<Touched> of(Folded folded) {
        var touched = new LinkedHashMap<EntityKey, Touched>();
        for (Durable durable : folded.entries()) {
            EntityKey key = durable.entry().key();
            if (matters(key)) {
                Touched before = touched.get(key);
                String service = before == null ? serviceBefore(folded, key) : before.service();
                String now = service(durable.after());
                touched.put(key, new Touched(key, durable.entry().offset(), now == null ? service : now));
            }
        }
        return List.copyOf(touched.values());
    }

    private static boolean matters(EntityKey key) {
        return switch (key.kind()) {
            case CONTAINER, SERVICE, NODE, SWARM, NETWORK -> true;
            case IMAGE, REFERENCE, VOLUME, SECRET, CONFIG, CHANGE, LOG -> false;
        };
    }

    private static @Nullable String serviceBefore(Folded folded, EntityKey key) {
        Known known = key.kind() == Kind.CONTAINER ? folded.before().known(key).orElse(null) : null;
        return known == null ? null : service(known.state());
    }

    private static @Nullable String service(State state) {
        TaskOwner owner = Services.owner(state);
        return owner == null ? null : owner.serviceId();
    }
}
