package io.rutter.engine.cluster;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One limit for many answers, looked at together. A timer for each, set and called off tens of thousands of times a second, costs as
 * much as folding an event. Nothing ticks while nothing is waited for.
 */
final class Deadlines {
    /** An answer is given up at most this part of the limit late. */
    private static final int LOOKS_IN_A_LIMIT = 20;

    private final Map<CompletableFuture<?>, Long> ends = new ConcurrentHashMap<>();
    private final AtomicBoolean looking = new AtomicBoolean();
    private final long limitNanos;

    Deadlines(Duration limit) {
        this.limitNanos = limit.toNanos();
    }

    /** The answer, which fails with {@link TimeoutException} when it is not there in time. */
    <T> CompletableFuture<T> limit(CompletableFuture<T> answer) {
        if (!answer.isDone()) {
            ends.put(answer, System.nanoTime() + limitNanos);
            answer.whenComplete((_, _) -> ends.remove(answer));
            lookLater();
        }
        return answer;
    }

    /** How many answers are waited for. */
    int waited() {
        return ends.size();
    }

    private void lookLater() {
        if (!looking.get() && !ends.isEmpty() && looking.compareAndSet(false, true)) {
            CompletableFuture.delayedExecutor(limitNanos / LOOKS_IN_A_LIMIT, TimeUnit.NANOSECONDS)
                    .execute(this::look);
        }
    }

    private void look() {
        long now = System.nanoTime();
        ends.forEach((answer, end) -> {
            if (now - end >= 0) {
                answer.completeExceptionally(new TimeoutException());
            }
        });
        looking.set(false);
        lookLater();
    }
}
