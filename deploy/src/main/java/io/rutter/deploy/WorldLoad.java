package io.rutter.deploy;

import io.rutter.engine.claims.ClaimsRegistry;
import io.rutter.engine.log.EventLog;
import io.rutter.engine.log.LogEntry;
import io.rutter.engine.world.World;
import io.rutter.persistence.embedded.Checkpoint;

/** Folds a log that is there already into World and claims, before an engine starts on it. */
final class WorldLoad {
    private static final int PAGE = 2_000;

    private WorldLoad() {}

    /** From the checkpoint if it fits, and what came after it from the log. */
    static World world(EventLog log, Checkpoint checkpoint) {
        World world = checkpoint.read().orElse(World.EMPTY);
        long tail = log.tail();
        while (world.offset() < tail) {
            for (LogEntry entry : log.page(world.offset() + 1, PAGE)) {
                world = world.with(entry);
            }
        }
        return world;
    }

    static ClaimsRegistry claims(World world) {
        var claims = new ClaimsRegistry();
        world.forEach((key, known) -> claims.fold(key, known.state().claims()));
        return claims;
    }
}
