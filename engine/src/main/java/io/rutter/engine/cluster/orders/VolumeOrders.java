package io.rutter.engine.cluster.orders;

import io.rutter.engine.entity.Origin;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.volume.Volume.LiveVolume;
import io.rutter.engine.volume.VolumeCommand.CreateVolume;
import io.rutter.engine.volume.VolumeCommand.RemoveVolume;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** What users ask of volumes. */
public final class VolumeOrders {
    private final Orders orders;

    public VolumeOrders(Orders orders) {
        this.orders = orders;
    }

    /** @param name empty for one of the engine's choice */
    public CompletionStage<Outcome<LiveVolume>> create(
            String name, String driver, Map<String, String> options, Map<String, String> labels, Origin origin) {
        boolean anonymous = name.isEmpty();
        String chosen = anonymous ? orders.ids(origin).hex64() : name;
        return orders.send(
                EntityKey.volume(chosen),
                new CreateVolume(orders.nodeId(), driver.isEmpty() ? "local" : driver, options, labels, anonymous),
                origin,
                LiveVolume.class);
    }

    /** Makes what a container needs, one after the other; those that are there already stay. */
    public CompletionStage<Outcome<Boolean>> createAll(Map<String, CreateVolume> volumes, Origin origin) {
        CompletionStage<Outcome<Boolean>> made = Outcome.done(Outcome.ok(true));
        for (Map.Entry<String, CreateVolume> volume : volumes.entrySet()) {
            made = made.thenCompose(before ->
                    before.then(_ -> orders.order(EntityKey.volume(volume.getKey()), volume.getValue(), origin)));
        }
        return made;
    }

    public CompletionStage<Outcome<Boolean>> remove(String name, boolean force, Origin origin) {
        return orders.order(EntityKey.volume(name), new RemoveVolume(force), origin);
    }
}
