package io.rutter.engine.cluster.world;

import io.rutter.engine.log.EventLog;
import io.rutter.engine.log.LogEntry;
import io.rutter.engine.world.World;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * World as of a past offset: folded again from the nearest moment that is still in memory. The first look far back folds the log as
 * far as there; it leaves moments behind, so that the next one folds a small part of it.
 */
public final class Past {
    private static final int PAGE = 1000;

    private final EventLog log;
    private final KeptWorlds kept = new KeptWorlds();
    private final ReentrantLock far = new ReentrantLock();

    public Past(EventLog log) {
        this.log = log;
    }

    /** May block: while it reads the log and, if nothing near is in memory, while another look goes far back. */
    public World at(long offset) {
        World near = kept.before(offset);
        if (offset - near.offset() <= kept.gap()) {
            return folded(near, offset);
        }
        far.lock();
        try {
            return folded(kept.before(offset), offset);
        } finally {
            far.unlock();
        }
    }

    private World folded(World from, long offset) {
        World world = from;
        while (world.offset() < offset) {
            long left = offset - world.offset();
            List<LogEntry> page = log.page(world.offset() + 1, (int) Math.min(left, PAGE));
            if (page.isEmpty()) {
                break;
            }
            for (LogEntry entry : page) {
                world = world.with(entry);
            }
            kept.passed(world);
        }
        kept.asked(world);
        return world;
    }
}
