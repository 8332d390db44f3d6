package io.rutter.engine.cluster.world;

import io.rutter.engine.id.EntityKey;
import io.rutter.engine.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Waits for World to reach an offset, or for something to be so of an entity. Told by the fold: nothing polls. */
public final class Waits {
    private final PriorityQueue<OffsetWait> offsets = new PriorityQueue<>((a, b) -> Long.compare(a.offset, b.offset));
    private final Map<EntityKey, List<Wait<?>>> entities = new HashMap<>();
    private volatile World latest = World.EMPTY;

    private record OffsetWait(long offset, CompletableFuture<World> done) {}

    private record Wait<R>(Function<World, Optional<R>> question, CompletableFuture<R> answer) {
        boolean ask(World world) {
            if (answer.isDone()) {
                return true;
            }
            try {
                Optional<R> found = question.apply(world);
                found.ifPresent(answer::complete);
                return found.isPresent();
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
                return true;
            }
        }
    }

    /** The first World at or after an offset. */
    public CompletionStage<World> reached(long offset) {
        synchronized (this) {
            if (latest.offset() < offset) {
                var wait = new OffsetWait(offset, new CompletableFuture<>());
                offsets.add(wait);
                return wait.done;
            }
        }
        return CompletableFuture.completedFuture(latest);
    }

    /**
     * The first answer to a question about an entity, asked now and after each of its entries.
     *
     * @return fails with {@link java.util.concurrent.TimeoutException} when the time is over
     */
    public <R> CompletableFuture<R> until(EntityKey key, Function<World, Optional<R>> question, Duration limit) {
        CompletableFuture<R> answer = until(key, question);
        return answer.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** As above without a limit of its own; whoever waits cancels it. */
    public <R> CompletableFuture<R> until(EntityKey key, Function<World, Optional<R>> question) {
        var wait = new Wait<>(question, new CompletableFuture<R>());
        synchronized (this) {
            if (!wait.ask(latest)) {
                entities.computeIfAbsent(key, _ -> new ArrayList<>()).add(wait);
            }
        }
        wait.answer.whenComplete((_, _) -> forget(key, wait));
        return wait.answer;
    }

    private synchronized void forget(EntityKey key, Wait<?> wait) {
        List<Wait<?>> waiting = entities.get(key);
        if (waiting != null) {
            waiting.remove(wait);
            if (waiting.isEmpty()) {
                entities.remove(key);
            }
        }
    }

    void start(World world) {
        reached(world, Set.of());
    }

    void reached(World world, Set<EntityKey> changed) {
        var due = new ArrayList<OffsetWait>();
        var asked = new ArrayList<Wait<?>>();
        synchronized (this) {
            latest = world;
            while (!offsets.isEmpty() && offsets.peek().offset <= world.offset()) {
                due.add(offsets.poll());
            }
            for (EntityKey key : changed) {
                asked.addAll(entities.getOrDefault(key, List.of()));
            }
        }
        due.forEach(wait -> wait.done.complete(world));
        asked.forEach(wait -> wait.ask(world));
    }
}
