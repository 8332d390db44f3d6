package io.rutter.engine.cluster;

import io.rutter.engine.cluster.world.Folded;
import io.rutter.engine.container.Container.RemovedContainer;
import io.rutter.engine.container.ContainerEvent.ContainerRemoved;
import io.rutter.engine.log.LogFollower.Durable;
import java.util.List;

/** Removes the anonymous volumes of containers that are gone, whoever removed them, and those that an earlier life left. */
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
        engine.volumes().sweep(volumes, engine.requests().controller("volumes", cause));
    }
}
