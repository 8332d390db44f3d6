package io.rutter.engine.cluster;

import io.rutter.engine.container.LiveContainer;
import java.time.Instant;

/**
 * Ends the execs that were under way when an earlier life of the engine ended: they were its children, and how they ended nobody
 * saw. Told once, at the start.
 */
final class LostExecs {
    /** What a shell shows for a status that is out of range. */
    private static final int UNKNOWN = 255;

    private LostExecs() {}

    static void end(Engine engine) {
        Instant now = engine.settings().clock().instant();
        for (LiveContainer container : engine.world().containers().all()) {
            for (LiveContainer.Exec exec : container.execs()) {
                if (exec.started()
                        && exec.exitCode() == null
                        && container.nodeId().equals(engine.nodeId())) {
                    var origin = engine.requests().node(engine.nodeId(), 0);
                    engine.containers().endLostExec(container, exec.id(), UNKNOWN, now, origin);
                }
            }
        }
    }
}
