package io.rutter.engine.cluster.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.cluster.world.Past;
import io.rutter.engine.cluster.world.WorldKeeper;
import io.rutter.engine.entity.Actor;
import io.rutter.engine.entity.Commands;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.entity.Reply;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.log.MemoryLog;
import io.rutter.engine.volume.Volume.NoVolume;
import io.rutter.engine.world.World;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class VolumeOrdersTest {
    private static final Origin TEST = new Origin(Actor.controller("volumes"), "e1-1", 0, null);
    private static final Reply REMOVED = new Reply.Done(1, 1, new NoVolume());

    /** Replies in the order given, whatever is asked. */
    private static final class Replies implements Commands {
        private final Queue<Reply> replies;
        private final List<String> asked = new ArrayList<>();

        Replies(Reply... replies) {
            this.replies = new ArrayDeque<>(List.of(replies));
        }

        @Override
        public synchronized CompletionStage<Reply> send(EntityKey key, Object command, Origin origin) {
            asked.add(key.id());
            return CompletableFuture.completedFuture(replies.remove());
        }
    }

    private static List<String> swept(Replies replies, String... volumes) throws Exception {
        var log = new MemoryLog();
        var named = new NamedRequests(log, new Past(log)::at);
        var orders =
                new Orders(new WorldKeeper(World.EMPTY), replies, log, named, new FreshIds(new Random(1)), "n", null);
        new VolumeOrders(orders, Duration.ofMillis(1))
                .sweep(List.of(volumes), TEST)
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
        return replies.asked;
    }

    private static Reply refused(Problem problem) {
        return new Reply.Refused(problem);
    }

    @Test
    void whatWasBusyIsTriedAgain() throws Exception {
        var replies = new Replies(
                refused(new Problem.Busy("the log is full")),
                refused(new Problem.Unavailable("whether it was is not known")),
                REMOVED,
                REMOVED);
        assertThat(swept(replies, "a", "b")).containsExactly("a", "a", "a", "b");
    }

    @Test
    void whatIsUsedOrGoneIsLeft() throws Exception {
        var replies = new Replies(
                refused(new Problem.Conflict("volume is in use")),
                refused(new Problem.NotFound("no such volume")),
                REMOVED);
        assertThat(swept(replies, "a", "b", "c")).containsExactly("a", "b", "c");
    }
}
