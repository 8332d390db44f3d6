package io.rutter.engine.cluster;

import io.rutter.engine.cluster.world.Folded;
import io.rutter.engine.container.Container.RemovedContainer;
import io.rutter.engine.container.ContainerEvent.ContainerRemoved;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.log.LogFollower.Durable;
import io.rutter.engine.volume.VolumeCommand.RemoveVolume;
import java.util.List;

/** Removes the anonymous volumes of containers that removed themselves. One that somebody else uses by then stays. */
final class VolumeSweeper {
    private final Engine engine;

    private VolumeSweeper(Engine engine) {
        this.engine = engine;
    }

    static void start(Engine engine) {
        var sweeper = new VolumeSweeper(engine);
        engine.keeper().watch(sweeper::changed);
        engine.world().forEach((_, known) -> {
            if (known.state() instanceof RemovedContainer removed) {
                sweeper.sweep(removed.volumes(), known.changedAt());
            }
        });
    }

    private void changed(Folded folded) {
        for (Durable durable : folded.entries()) {
            if (durable.entry().event() instanceof ContainerRemoved removed) {
                sweep(removed.volumes(), durable.entry().offset());
            }
        }
    }

    private void sweep(List<String> volumes, long cause) {
        for (String volume : volumes) {
            engine.commands()
                    .send(
                            EntityKey.volume(volume),
                            new RemoveVolume(false),
                            engine.requests().controller("volumes", cause));
        }
    }
}
