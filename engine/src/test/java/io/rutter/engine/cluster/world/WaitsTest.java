package io.rutter.engine.cluster.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.id.EntityKey;
import io.rutter.engine.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WaitsTest {
    private static final EntityKey KEY = EntityKey.volume("data");

    private final Waits waits = new Waits(Runnable::run);

    @Test
    void aWaitBeginsWithTheWorldThatTheEngineStartedWith() {
        waits.start(World.EMPTY.at(7, World.EMPTY.time()));
        assertThat(waits.until(KEY, world -> Optional.of(world.offset()))).isCompletedWithValue(7L);
        assertThat(waits.reached(7).toCompletableFuture()).isDone();
    }

    /** The log's thread would stand still with a question that is slow to answer. */
    @Test
    @Timeout(10)
    void aQuestionDoesNotHoldUpTheLog() throws Exception {
        var asked = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        Thread.ofPlatform()
                .daemon()
                .start(() -> waits.until(KEY, _ -> {
                    asked.countDown();
                    awaitQuietly(goOn);
                    return Optional.of(true);
                }));
        asked.await();
        CompletableFuture<Void> log = CompletableFuture.runAsync(() ->
                waits.reached(new Folded(World.EMPTY, World.EMPTY.at(1, World.EMPTY.time()), List.of())));
        log.get(5, TimeUnit.SECONDS);
        goOn.countDown();
        assertThat(waits.reached(1).toCompletableFuture()).isDone();
    }

    /** A continuation that is slow, or waits for the log, must not stop the log. */
    @Test
    void whatManyWaitForIsToldElsewhereInOrder() {
        var told = new ArrayList<Runnable>();
        var log = new Waits(told::add);
        CompletableFuture<World> one = log.reached(1);
        CompletableFuture<World> two = log.reached(2);

        log.reached(new Folded(World.EMPTY, World.EMPTY.at(2, World.EMPTY.time()), List.of()));

        assertThat(one).isNotDone();
        assertThat(two).isNotDone();
        assertThat(told).hasSize(1);
        told.getFirst().run();
        assertThat(one).isDone();
        assertThat(two).isDone();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A client that follows the log of a quiet engine, and leaves, and comes again, must not cost more each time. */
    @Test
    void aWaitForAnOffsetThatIsCancelledIsForgotten() {
        CompletableFuture<World> one = waits.reached(5);
        CompletableFuture<World> other = waits.reached(6);
        one.cancel(false);
        assertThat(waits.awaited()).isEqualTo(1);
        other.cancel(false);
        assertThat(waits.awaited()).isZero();
    }

    @Test
    void aWaitWithALimitEnds() {
        assertThat(waits.until(KEY, _ -> Optional.empty(), Duration.ofMillis(1)))
                .failsWithin(Duration.ofSeconds(5));
    }
}
