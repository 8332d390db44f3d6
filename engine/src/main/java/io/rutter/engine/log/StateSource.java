package io.rutter.engine.log;

import io.rutter.engine.entity.Held;
import io.rutter.engine.id.EntityKey;
import java.util.Optional;

/** Where the snapshot store finds what an entity amounts to: World, so that nothing is held twice. */
public interface StateSource {
    /** The state after the entity's entry with that sequence number; empty when it never had one. */
    Optional<Known> latest(EntityKey key);

    /** @param sequence of the last entry that is folded in */
    record Known(Held held, long sequence) {}
}
