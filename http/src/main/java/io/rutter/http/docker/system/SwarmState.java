package io.rutter.http.docker.system;

import io.rutter.engine.swarm.Swarm;
import io.rutter.engine.swarm.Swarm.LiveSwarm;
import io.rutter.engine.world.World;

/** Whether the engine belongs to a swarm. */
final class SwarmState {
    private SwarmState() {}

    /** As in the header of {@code _ping}. */
    static String header(World world) {
        return world.live(Swarm.KEY, LiveSwarm.class).isPresent() ? "active/manager" : "inactive";
    }
}
