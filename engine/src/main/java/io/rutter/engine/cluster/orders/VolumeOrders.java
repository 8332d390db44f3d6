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
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What users ask of volumes. */
public final class VolumeOrders {
    private static final Logger LOG = LoggerFactory.getLogger(VolumeOrders.class);
    private static final Duration BUSY_PAUSE = Duration.ofSeconds(1);

    private final Orders orders;
    private final Duration busyPause;

    public VolumeOrders(Orders orders) {
        this(orders, BUSY_PAUSE);
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
        return remove(volume, false, origin).thenCompose(outcome -> switch (outcome) {
            case Outcome.Ok<Boolean> _ -> CompletableFuture.completedFuture(true);
            case Outcome.Refused<Boolean> refused -> refused(volume, refused.problem(), origin);
        });
    }

    private CompletionStage<Boolean> refused(String volume, Problem problem, Origin origin) {
        return switch (problem) {
            case Problem.NotFound _, Problem.Conflict _ -> CompletableFuture.completedFuture(true);
            case Problem.Busy _, Problem.Unavailable _ ->
                CompletableFuture.supplyAsync(() -> sweep(volume, origin), later())
                        .thenCompose(tried -> tried);
            case Problem.Invalid _,
                    Problem.Forbidden _,
                    Problem.Unauthorized _,
                    Problem.NotModified _,
                    Problem.Missing _,
                    Problem.Broken _ -> {
                LOG.warn("The volume {} is left until the next start: {}", volume, problem.message());
                yield CompletableFuture.completedFuture(false);
            }
        };
    }

    private Executor later() {
        return CompletableFuture.delayedExecutor(busyPause.toMillis(), TimeUnit.MILLISECONDS);
    }

    public CompletionStage<Outcome<Boolean>> remove(String name, boolean force, Origin origin) {
        return orders.order(EntityKey.volume(name), new RemoveVolume(force), origin);
    }
}
