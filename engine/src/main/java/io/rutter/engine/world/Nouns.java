package io.rutter.engine.world;

import io.rutter.engine.config.ConfigDecider;
import io.rutter.engine.container.rules.ContainerDecider;
import io.rutter.engine.entity.Decider;
import io.rutter.engine.entity.Event;
import io.rutter.engine.entity.State;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.image.ImageDecider;
import io.rutter.engine.log.LogDecider;
import io.rutter.engine.network.NetworkDecider;
import io.rutter.engine.node.NodeDecider;
import io.rutter.engine.reference.ReferenceDecider;
import io.rutter.engine.secret.SecretDecider;
import io.rutter.engine.service.ServiceDecider;
import io.rutter.engine.swarm.SwarmDecider;
import io.rutter.engine.volume.VolumeDecider;

/** Which rules an entity follows, by its kind. */
public final class Nouns {
    private Nouns() {}

    public static Decider<?, ?, ?> decider(EntityKey key) {
        return switch (key.kind()) {
            case CONTAINER -> new ContainerDecider(key.id());
            case IMAGE -> new ImageDecider(key.id());
            case REFERENCE -> new ReferenceDecider(key.id());
            case NETWORK -> new NetworkDecider(key.id());
            case VOLUME -> new VolumeDecider(key.id());
            case LOG -> new LogDecider();
            case SERVICE -> new ServiceDecider(key.id());
            case NODE -> new NodeDecider(key.id());
            case SECRET -> new SecretDecider(key.id());
            case CONFIG -> new ConfigDecider(key.id());
            case SWARM -> new SwarmDecider();
            case CHANGE -> throw new IllegalStateException("no rules for " + key + " yet");
        };
    }

    /** The state after an event, by the rules of the entity's kind. */
    public static State evolve(EntityKey key, State before, Event event) {
        return evolve(decider(key), before, event);
    }

    @SuppressWarnings("unchecked") // the key's kind chose the decider, and only it made the events
    private static <E extends Event, S extends State> State evolve(
            Decider<?, E, S> decider, State before, Event event) {
        return decider.evolve((S) before, (E) event);
    }
}
