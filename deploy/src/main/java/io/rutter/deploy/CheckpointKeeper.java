package io.rutter.deploy;

import io.rutter.engine.cluster.world.WorldKeeper;
import io.rutter.engine.world.World;
import io.rutter.persistence.embedded.Checkpoint;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a checkpoint of World now and then, and at the end, so that a start has little to fold. */
final class CheckpointKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointKeeper.class);
    private static final long ENTRIES_BETWEEN = 20_000;

    private final WorldKeeper keeper;
    private final Checkpoint checkpoint;
    private final AtomicBoolean writing = new AtomicBoolean();
    private volatile long written;

    CheckpointKeeper(WorldKeeper keeper, Checkpoint checkpoint) {
        this.keeper = keeper;
        this.checkpoint = checkpoint;
        this.written = keeper.world().offset();
        keeper.watch(folded -> grown(folded.now()));
    }

    private void grown(World world) {
        if (world.offset() - written >= ENTRIES_BETWEEN && writing.compareAndSet(false, true)) {
            Thread.ofVirtual().name("checkpoint").start(() -> {
                try {
                    write(world);
                } finally {
                    writing.set(false);
                }
            });
        }
    }

    private synchronized void write(World world) {
        try {
            checkpoint.write(world);
            written = world.offset();
        } catch (IOException | RuntimeException e) {
            // A World that cannot be encoded is a bug, but the log is whole without a checkpoint.
            LOG.warn("A checkpoint could not be written; the next start folds more of the log", e);
        }
    }

    @Override
    public void close() {
        if (keeper.world().offset() > written) {
            write(keeper.world());
        }
    }
}
