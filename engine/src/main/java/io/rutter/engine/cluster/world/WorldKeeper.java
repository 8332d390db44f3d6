package io.rutter.engine.cluster.world;

import io.rutter.engine.entity.Held;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.log.LogFollower;
import io.rutter.engine.log.StateSource;
import io.rutter.engine.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the present World: folds each durable batch into it on the appender's thread and tells who waits or watches. */
public final class WorldKeeper implements LogFollower, StateSource {
    private static final Logger LOG = LoggerFactory.getLogger(WorldKeeper.class);

    private static final Duration TELLER_RESTS_AFTER = Duration.ofSeconds(20);

    private final Waits waits;
    private final List<Consumer<Folded>> watchers = new CopyOnWriteArrayList<>();
    private volatile World world;

    /** Tells who waits on the log's own thread. */
    public WorldKeeper(World start) {
        this(start, Runnable::run);
    }

    /** @param teller tells who waits, in order */
    public WorldKeeper(World start, Executor teller) {
        this.world = start;
        this.waits = new Waits(teller);
        waits.start(start);
    }

    public World world() {
        return world;
    }

    public Waits waits() {
        return waits;
    }

    /** Tells, on the log's thread, what World has just folded. The watcher must not block. */
    public void watch(Consumer<Folded> watcher) {
        watchers.add(watcher);
    }

    /** One thread, while there is something to tell: answers come in the order of the log. */
    public static Executor teller() {
        return new ThreadPoolExecutor(
                0,
                1,
                TELLER_RESTS_AFTER.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name("world-teller").daemon().factory());
    }

    @Override
    public void durable(List<Durable> batch) {
        World before = world;
        World next = before;
        for (Durable durable : batch) {
            next = next.with(durable.entry(), durable.after());
        }
        world = next;
        var folded = new Folded(before, next, batch);
        waits.reached(folded);
        for (Consumer<Folded> watcher : watchers) {
            tell(watcher, folded);
        }
    }

    /** A watcher's bug is its own: the log goes on. */
    private static void tell(Consumer<Folded> watcher, Folded folded) {
        try {
            watcher.accept(folded);
        } catch (RuntimeException e) {
            LOG.error("A watcher of World failed", e);
        }
    }

    @Override
    public Optional<Known> latest(EntityKey key) {
        return world.known(key).map(known -> new Known(new Held(known.state(), known.incarnation()), known.sequence()));
    }
}
