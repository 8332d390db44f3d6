package io.rutter.engine.cluster.world;

import io.rutter.engine.world.World;
import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Worlds of past moments that are in memory: some that are spread over the log, and those that were asked for last. There is a limit
 * to their number, and they give way when memory is short.
 */
final class KeptWorlds {
    static final int MOST_SPREAD = 32;
    static final int MOST_ASKED = 8;
    private static final long FIRST_SPACING = 4096;

    private final NavigableMap<Long, SoftReference<World>> spread = new TreeMap<>();
    private final Map<Long, SoftReference<World>> asked = new LinkedHashMap<>(16, 0.75f, true);
    private long spacing = FIRST_SPACING;

    /** How many entries lie between two of those that are spread, at the most. */
    synchronized long gap() {
        return 2 * spacing;
    }

    synchronized int count() {
        return spread.size() + asked.size();
    }

    /** The latest that is not after an offset. */
    synchronized World before(long offset) {
        World best = World.EMPTY;
        for (SoftReference<World> reference : spread.headMap(offset, true).values()) {
            best = later(best, reference.get(), offset);
        }
        for (SoftReference<World> reference : asked.values()) {
            best = later(best, reference.get(), offset);
        }
        return best;
    }

    private static World later(World best, @Nullable World other, long offset) {
        return other != null && other.offset() <= offset && other.offset() > best.offset() ? other : best;
    }

    /** A fold has come by here: it is kept if none is near. */
    synchronized void passed(World world) {
        spread.values().removeIf(reference -> reference.get() == null);
        Long before = spread.floorKey(world.offset());
        Long after = spread.ceilingKey(world.offset());
        boolean near = world.offset() - (before == null ? 0 : before) < spacing
                || after != null && after - world.offset() < spacing;
        if (!near) {
            spread.put(world.offset(), new SoftReference<>(world));
        }
        if (spread.size() > MOST_SPREAD) {
            thin();
        }
    }

    /** Leaves twice the space between them. */
    private void thin() {
        spacing *= 2;
        long[] last = {0};
        spread.keySet().removeIf(offset -> {
            boolean near = offset - last[0] < spacing;
            last[0] = near ? last[0] : offset;
            return near;
        });
    }

    /** Somebody looks at this one, and may look again. */
    synchronized void asked(World world) {
        asked.get(world.offset());
        asked.put(world.offset(), new SoftReference<>(world));
        if (asked.size() > MOST_ASKED) {
            asked.remove(asked.keySet().iterator().next());
        }
    }
}
