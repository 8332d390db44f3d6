package io.rutter.engine.cluster.world;

import io.rutter.engine.entity.State;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.world.Known;
import io.rutter.engine.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Waits for World to reach an offset, or for something to be so of an entity. Told by the fold: nothing polls. */
public final class Waits {
    private final PriorityQueue<OffsetWait> offsets = new PriorityQueue<>((a, b) -> Long.compare(a.offset, b.offset));
    private final Map<EntityKey, List<Wait<?>>> entities = new HashMap<>();
    private final Executor teller;
    private volatile World latest = World.EMPTY;

    /** @param teller runs what it is given in order */
    Waits(Executor teller) {
        this.teller = teller;
    }

    private record OffsetWait(long offset, CompletableFuture<World> done) {}

    /** What a wait asks: of the World after a batch, and of the states that its entity had on the way. */
    private interface Question<R> {
        Optional<R> ask(World world, List<State> states);
    }

    private record Wait<R>(Question<R> question, CompletableFuture<R> answer) {
        void ask(World world, List<State> states) {
            if (answer.isDone()) {
                return;
            }
            try {
                question.ask(world, states).ifPresent(answer::complete);
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        }
    }

    /** The first World at or after an offset. Whoever does not wait any more cancels it. */
    public CompletableFuture<World> reached(long offset) {
        var wait = new OffsetWait(offset, new CompletableFuture<>());
        synchronized (this) {
            if (latest.offset() >= offset) {
                return CompletableFuture.completedFuture(latest);
            }
            offsets.add(wait);
        }
        wait.done.whenComplete((_, _) -> forget(wait));
        return wait.done;
    }

    private synchronized void forget(OffsetWait wait) {
        offsets.remove(wait);
    }

    /** How many wait for an offset. */
    synchronized int awaited() {
        return offsets.size();
    }

    /**
     * The first answer to a question about an entity, asked now and after each batch that has entries of it.
     *
     * @return fails with {@link java.util.concurrent.TimeoutException} when the time is over
     */
    public <R> CompletableFuture<R> until(EntityKey key, Function<World, Optional<R>> question, Duration limit) {
        CompletableFuture<R> answer = until(key, question);
        return answer.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** As above without a limit of its own; whoever waits cancels it. */
    public <R> CompletableFuture<R> until(EntityKey key, Function<World, Optional<R>> question) {
        return wait(key, (world, _) -> question.apply(world));
    }

    /**
     * The first answer to a question that is asked of the entity's present state, if World has one, and of each that follows, however
     * briefly it lasts: the last ones of a life are in no World.
     */
    public <R> CompletableFuture<R> state(EntityKey key, Function<State, Optional<R>> question) {
        return wait(
                key,
                (_, states) ->
                        states.stream().map(question).flatMap(Optional::stream).findFirst());
    }

    private <R> CompletableFuture<R> wait(EntityKey key, Question<R> question) {
        var wait = new Wait<>(question, new CompletableFuture<R>());
        synchronized (this) {
            entities.computeIfAbsent(key, _ -> new ArrayList<>()).add(wait);
        }
        // registered first, so that no batch slips by; asked outside the lock, so that the log never waits for a
        // question
        World world = latest;
        wait.ask(world, world.known(key).map(Known::state).map(List::of).orElse(List.of()));
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
        latest = world;
    }

    void reached(Folded folded) {
        var due = new ArrayList<OffsetWait>();
        var asked = new ArrayList<Runnable>();
        World world = folded.now();
        synchronized (this) {
            latest = world;
            while (!offsets.isEmpty() && offsets.peek().offset <= world.offset()) {
                due.add(offsets.poll());
            }
            if (!entities.isEmpty()) {
                folded.states().forEach((key, states) -> {
                    for (Wait<?> wait : entities.getOrDefault(key, List.of())) {
                        asked.add(() -> wait.ask(world, states));
                    }
                });
            }
        }
        due.forEach(wait -> asked.add(() -> wait.done.complete(world)));
        tell(asked);
    }

    /**
     * What many wait for is told on a thread of its own, in order, so that the log goes on meanwhile; to wake it for one alone would
     * take longer than telling.
     */
    private void tell(List<Runnable> answers) {
        if (answers.size() <= 1) {
            answers.forEach(Runnable::run);
        } else {
            teller.execute(() -> answers.forEach(Runnable::run));
        }
    }
}
