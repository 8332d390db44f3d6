package io.rutter.engine.cluster.world;

import io.rutter.engine.log.EventLog;
import io.rutter.engine.log.LogEntry;
import io.rutter.engine.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** World as of a past offset: folded again from the nearest moment that is still in memory. */
public final class Past {
    private static final int PAGE = 1000;
    private static final int KEPT = 8;

    private final EventLog log;
    private final Map<Long, World> kept = new LinkedHashMap<>(16, 0.75f, true);

    public Past(EventLog log) {
        this.log = log;
    }

    public synchronized World at(long offset) {
        World world = nearest(offset);
        while (world.offset() < offset) {
            long left = offset - world.offset();
            List<LogEntry> page = log.page(world.offset() + 1, (int) Math.min(left, PAGE));
            if (page.isEmpty()) {
                break;
            }
            for (LogEntry entry : page) {
                world = world.with(entry);
            }
        }
        kept.put(world.offset(), world);
        if (kept.size() > KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
        return world;
    }

    private World nearest(long offset) {
        World best = World.EMPTY;
        for (Map.Entry<Long, World> entry : kept.entrySet()) {
            if (entry.getKey() <= offset && entry.getKey() > best.offset()) {
                best = entry.getValue();
            }
        }
        return best;
    }
}
