package io.rutter.engine.cluster;

import io.rutter.engine.container.Container.RemovedContainer;
import io.rutter.engine.entity.State;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import io.rutter.engine.volume.VolumeCommand.RemoveVolume;
import io.rutter.engine.world.Known;
import io.rutter.engine.world.World;
import java.util.Set;

/** Removes the anonymous volumes of containers that removed themselves. One that somebody else uses by then stays. */
final class VolumeSweeper {
    private final Engine engine;

    private VolumeSweeper(Engine engine) {
        this.engine = engine;
    }

    static void start(Engine engine) {
        var sweeper = new VolumeSweeper(engine);
        engine.keeper().watch(sweeper::changed);
        engine.world().forEach(sweeper::look);
    }

    private void changed(World world, Set<EntityKey> keys) {
        for (EntityKey key : keys) {
            if (key.kind() == Kind.CONTAINER) {
                world.known(key).ifPresent(known -> look(key, known));
            }
        }
    }

    private void look(EntityKey key, Known known) {
        State state = known.state();
        if (state instanceof RemovedContainer removed) {
            for (String volume : removed.volumes()) {
                engine.commands()
                        .send(
                                EntityKey.volume(volume),
                                new RemoveVolume(false),
                                engine.requests().controller("volumes", known.changedAt()));
            }
        }
    }
}
