package io.rutter.engine.cluster.orders;

import io.rutter.engine.entity.Origin;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.volume.Volume.LiveVolume;
import io.rutter.engine.volume.VolumeCommand.CreateVolume;
import io.rutter.engine.volume.VolumeCommand.RemoveVolume;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What users ask of volumes. */
public final class VolumeOrders {
    private static final Logger LOG = LoggerFactory.getLogger(VolumeOrders.class);

    private final Orders orders;
    private final Duration busyPause;

    public VolumeOrders(Orders orders) {
        this(orders, Orders.BUSY_PAUSE);
    }

    VolumeOrders(Orders orders, Duration busyPause) {
        this.orders = orders;
        this.busyPause = busyPause;
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

    /**
     * Removes the anonymous volumes of a container that is gone, but for those that another container uses by now. What cannot be
     * written at the moment is tried again until it can.
     *
     * @return completed once none of them is left to be removed
     */
    public CompletionStage<Boolean> sweep(List<String> volumes, Origin origin) {
        CompletionStage<Boolean> swept = CompletableFuture.completedFuture(true);
        for (String volume : volumes) {
            swept = swept.thenCompose(_ -> sweep(volume, origin));
        }
        return swept;
    }

    private CompletionStage<Boolean> sweep(String volume, Origin origin) {
        return Orders.insist(() -> remove(volume, false, origin), busyPause).thenApply(outcome -> switch (outcome) {
            case Outcome.Ok<Boolean> _ -> true;
            case Outcome.Refused<Boolean> refused -> left(volume, refused.problem());
        });
    }

    private static boolean left(String volume, Problem problem) {
        boolean usedOrGone = problem instanceof Problem.Conflict || problem instanceof Problem.NotFound;
        if (!usedOrGone) {
            LOG.warn("The volume {} is left until the next start: {}", volume, problem.message());
        }
        return usedOrGone;
    }

    public CompletionStage<Outcome<Boolean>> remove(String name, boolean force, Origin origin) {
        return orders.order(EntityKey.volume(name), new RemoveVolume(force), origin);
    }
}
