package io.rutter.http.docker.live;

import io.rutter.engine.container.LiveContainer;
import java.util.HashMap;
import java.util.Map;

/**
 * What happened just now.
 *
 * @param type Docker's word for the kind of thing
 * @param actorId full id; empty where it befell many
 */
public record LiveSignal(String type, String action, String actorId, Map<String, String> attributes) {
    public LiveSignal {
        attributes = Map.copyOf(attributes);
    }

    public static LiveSignal of(LiveContainer container, String action) {
        return of(container, action, Map.of());
    }

    public static LiveSignal of(LiveContainer container, String action, Map<String, String> more) {
        var attributes = new HashMap<>(container.spec().config().labels());
        attributes.put("image", container.spec().config().image());
        attributes.put("name", container.name());
        attributes.putAll(more);
        return new LiveSignal("container", action, container.id().value(), attributes);
    }

    /** What is unused was removed. */
    public static LiveSignal pruned(String type, long reclaimedBytes) {
        return new LiveSignal(type, "prune", "", Map.of("reclaimed", Long.toString(reclaimedBytes)));
    }
}
