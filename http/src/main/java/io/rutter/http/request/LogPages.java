package io.rutter.http.request;

import io.rutter.engine.cluster.Engine;
import io.rutter.engine.log.LogEntry;
import io.rutter.engine.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/**
 * The log as a stream of pages: what is there, then what comes. Nothing is queued for a reader: one that is slow is given
 * larger pages later. One that goes away leaves no wait behind.
 */
public final class LogPages {
    private static final int PAGE_ENTRIES = 256;
    /** No connection lives longer; the timers do not reach for ever. */
    private static final Duration FAR = Duration.ofDays(200);
    /** An entry has its time before it is durable: one of just before the end may still be under way. */
    private static final Duration UNDER_WAY = Duration.ofMillis(100);

    private final Engine engine;
    private final Instant end;
    private long next;
    private volatile CompletableFuture<World> awaited = CompletableFuture.completedFuture(World.EMPTY);

    private LogPages(Engine engine, long first, Instant end) {
        this.engine = engine;
        this.next = first;
        this.end = end;
    }

    /** From an offset on, without an end. */
    public static Source<List<LogEntry>, NotUsed> following(Engine engine, long first) {
        return until(engine, first, Instant.MAX);
    }

    /** From an offset on to a moment, which may lie ahead. All that is recorded until then, however long the reading takes. */
    public static Source<List<LogEntry>, NotUsed> until(Engine engine, long first, Instant end) {
        return Source.unfoldResourceAsync(
                () -> CompletableFuture.completedFuture(new LogPages(engine, first, end)),
                LogPages::page,
                LogPages::close);
    }

    /** From an offset to another, both included. */
    public static Source<List<LogEntry>, NotUsed> between(Engine engine, long first, long last) {
        return Source.unfoldResourceAsync(
                () -> CompletableFuture.completedFuture(new LogPages(engine, first, Instant.MIN)),
                pages -> Blocking.call(() -> pages.read(last)),
                LogPages::close);
    }

    /** The next page; empty at the end. */
    private CompletionStage<Optional<List<LogEntry>>> page() {
        CompletableFuture<World> grown = engine.waits().reached(next);
        awaited = grown;
        return grown.copy()
                .completeOnTimeout(World.EMPTY, left().toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((_, _) -> grown.cancel(false))
                .thenCompose(_ -> Blocking.call(() -> read(last())));
    }

    private Duration left() {
        if (end.equals(Instant.MAX)) {
            return FAR;
        }
        Duration left = Duration.between(engine.settings().clock().instant(), end.plus(UNDER_WAY));
        return left.isNegative() ? Duration.ZERO : left.compareTo(FAR) < 0 ? left : FAR;
    }

    private long last() {
        return left().isZero() ? engine.log().offsetAt(end) : Long.MAX_VALUE;
    }

    private Optional<List<LogEntry>> read(long last) {
        int wanted = (int) Math.min(PAGE_ENTRIES, Math.max(0, last - next + 1));
        List<LogEntry> page = wanted == 0 ? List.of() : engine.log().page(next, wanted);
        if (page.isEmpty()) {
            return Optional.empty();
        }
        next = page.getLast().offset() + 1;
        return Optional.of(page);
    }

    private CompletionStage<Done> close() {
        awaited.cancel(false);
        return CompletableFuture.completedFuture(Done.getInstance());
    }
}
