package io.rutter.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.cluster.orders.NamedRequests;
import io.rutter.engine.cluster.orders.NamedRequests.Turn;
import io.rutter.engine.cluster.orders.Outcome;
import io.rutter.engine.cluster.world.Past;
import io.rutter.engine.cluster.world.WorldKeeper;
import io.rutter.engine.entity.Actor;
import io.rutter.engine.entity.EntityMessage;
import io.rutter.engine.entity.EntityMessage.Order;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.entity.Reply;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.log.MemoryLog;
import io.rutter.engine.volume.Volume.NoVolume;
import io.rutter.engine.volume.VolumeCommand.RemoveVolume;
import io.rutter.engine.world.World;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EntitiesTest {
    private static final Origin NAMED = new Origin(Actor.user("me", null, null), "one", 0, null, "f");
    private static final EntityKey DATA = EntityKey.volume("data");
    private static final Duration SHORT = Duration.ofMillis(1);

    private final BlockingQueue<Order> forwarded = new LinkedBlockingQueue<>();
    private final Semaphore finished = new Semaphore(0);
    private final ActorSystem<EntityParent.Message> parent = ActorSystem.create(taking(), "entities-test");
    private final MemoryLog log = new MemoryLog();
    private final NamedRequests named = new NamedRequests(log, new Past(log)::at);
    private final Entities entities = new Entities(parent, new WorldKeeper(World.EMPTY), named, SHORT);

    private Behavior<EntityParent.Message> taking() {
        return Behaviors.receiveMessage(message -> {
            switch (message) {
                case EntityParent.Message.Forward forward -> forwarded.add(forward.order());
                case EntityParent.Message.Finished _ -> finished.release();
                case EntityParent.Message.Rests _, EntityParent.Message.Stopped _ -> {}
            }
            return Behaviors.same();
        });
    }

    @AfterEach
    void end() {
        parent.terminate();
    }

    private CompletableFuture<Outcome<Turn>> turn() {
        return named.turn(NAMED).toCompletableFuture();
    }

    @Test
    void aRetryWaitsForAWriteWhoseSenderHasGivenUp() throws Exception {
        Turn first = ((Outcome.Ok<Turn>) turn().join()).value();
        CompletableFuture<Outcome<Turn>> retry = turn();
        Reply reply = entities.send(DATA, new RemoveVolume(false), NAMED)
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.Refused.class,
                        refused -> assertThat(refused.problem()).isInstanceOf(Problem.Unavailable.class));
        first.end();
        assertThat(retry).isNotDone();
        Order order = forwarded.poll(60, TimeUnit.SECONDS);
        order.reply().complete(new EntityMessage.Taken.Persisting(new NoVolume()));
        assertThat(retry).isNotDone();
        order.receipt().complete(1, 1);
        assertThat(retry.get(60, TimeUnit.SECONDS)).isInstanceOf(Outcome.Ok.class);
    }

    @Test
    void anOrderCountsUntilItsOutcomeIsKnownHoweverSoonItsSenderGivesUp() throws Exception {
        send();
        Order first = forwarded.poll(60, TimeUnit.SECONDS);
        send();
        assertThat(forwarded.poll(60, TimeUnit.SECONDS)).isNotNull();
        assertThat(finished.availablePermits()).isZero();
        first.reply().complete(new EntityMessage.Taken.Refused(new Problem.Busy("try again")));
        assertThat(finished.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
    }

    private void send() throws Exception {
        assertThat(entities.send(DATA, new RemoveVolume(false), NAMED)
                        .toCompletableFuture()
                        .get(60, TimeUnit.SECONDS))
                .isInstanceOf(Reply.Refused.class);
    }
}
