package io.rutter.engine.cluster.world;

import io.rutter.engine.entity.Held;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.log.LogFollower;
import io.rutter.engine.log.StateSource;
import io.rutter.engine.world.World;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the present World: folds each durable batch into it on the appender's thread and tells who waits or watches. */
public final class WorldKeeper implements LogFollower, StateSource {
    private static final Logger LOG = LoggerFactory.getLogger(WorldKeeper.class);

    private final Waits waits = new Waits();
    private final List<BiConsumer<World, Set<EntityKey>>> watchers = new CopyOnWriteArrayList<>();
    private final List<LogFollower> streams = new CopyOnWriteArrayList<>();
    private volatile World world;

    public WorldKeeper(World start) {
        this.world = start;
    }

    public World world() {
        return world;
    }

    public Waits waits() {
        return waits;
    }

    /** Tells, on the log's thread, which entities changed and the World after it. The watcher must not block. */
    public void watch(BiConsumer<World, Set<EntityKey>> watcher) {
        watchers.add(watcher);
    }

    /** Passes each batch on after World has folded it. */
    public void stream(LogFollower follower) {
        streams.add(follower);
    }

    public void unstream(LogFollower follower) {
        streams.remove(follower);
    }

    @Override
    public void durable(List<Durable> batch) {
        World next = world;
        var changed = new LinkedHashSet<EntityKey>();
        for (Durable durable : batch) {
            next = next.with(durable.entry(), durable.after());
            changed.add(durable.entry().key());
        }
        world = next;
        waits.reached(next, changed);
        for (BiConsumer<World, Set<EntityKey>> watcher : watchers) {
            tell(watcher, next, changed);
        }
        for (LogFollower stream : streams) {
            stream.durable(batch);
        }
    }

    /** A watcher's bug is its own: the log goes on. */
    private static void tell(BiConsumer<World, Set<EntityKey>> watcher, World world, Set<EntityKey> changed) {
        try {
            watcher.accept(world, changed);
        } catch (RuntimeException e) {
            LOG.error("A watcher of World failed", e);
        }
    }

    @Override
    public Optional<Known> latest(EntityKey key) {
        return world.known(key).map(known -> new Known(new Held(known.state(), known.incarnation()), known.sequence()));
    }
}
