package io.rutter.engine.cluster;

import io.rutter.engine.cluster.orders.NamedRequests;
import io.rutter.engine.cluster.world.WorldKeeper;
import io.rutter.engine.entity.Commands;
import io.rutter.engine.entity.EntityMessage.Order;
import io.rutter.engine.entity.EntityMessage.Taken;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.entity.Receipt;
import io.rutter.engine.entity.Reply;
import io.rutter.engine.entity.State;
import io.rutter.engine.id.EntityKey;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends orders to entities and owns the pending replies: an outcome that the write leaves open is looked up in the log, and so is what
 * an earlier request of the same name has done.
 */
final class Entities implements Commands {
    private static final Logger LOG = LoggerFactory.getLogger(Entities.class);
    private static final Duration REPLY_LIMIT = Duration.ofSeconds(60);

    private final ActorRef<EntityParent.Message> parent;
    private final WorldKeeper keeper;
    private final NamedRequests named;
    private final Deadlines deadlines;

    Entities(ActorRef<EntityParent.Message> parent, WorldKeeper keeper, NamedRequests named) {
        this(parent, keeper, named, REPLY_LIMIT);
    }

    Entities(ActorRef<EntityParent.Message> parent, WorldKeeper keeper, NamedRequests named, Duration replyLimit) {
        this.parent = parent;
        this.keeper = keeper;
        this.named = named;
        this.deadlines = new Deadlines(replyLimit);
    }

    @Override
    public CompletionStage<Reply> send(EntityKey key, Object command, Origin origin) {
        Optional<Reply.Done> before = named.done(key, origin);
        if (before.isPresent()) {
            return reached(before.get());
        }
        var receipt = new Receipt();
        var outcome = new CompletableFuture<Taken>();
        CompletionStage<?> known = outcome.thenCompose(taken -> durable(taken, receipt));
        named.underWay(origin, known);
        // not when the sender has given up: until then the order is in the entity's stash
        known.whenComplete((_, _) -> parent.tell(new EntityParent.Message.Finished(key)));
        parent.tell(new EntityParent.Message.Forward(key, new Order(command, origin, null, receipt, outcome)));
        return deadlines
                .limit(outcome.thenCompose(taken -> reply(taken, receipt)))
                .exceptionallyCompose(failure -> fromLog(key, origin, failure));
    }

    /** Until then nobody knows whether the order was carried out, however long its sender waits. */
    private static CompletionStage<?> durable(Taken taken, Receipt receipt) {
        return switch (taken) {
            case Taken.Refused _, Taken.Unchanged _ -> CompletableFuture.completedFuture(taken);
            case Taken.Persisting _ -> receipt.written();
        };
    }

    private CompletionStage<Reply> reply(Taken taken, Receipt receipt) {
        return switch (taken) {
            case Taken.Refused refused -> CompletableFuture.completedFuture(new Reply.Refused(refused.problem()));
            case Taken.Unchanged unchanged -> {
                long tail = keeper.world().offset();
                yield CompletableFuture.completedFuture(new Reply.Done(tail + 1, tail, unchanged.state()));
            }
            case Taken.Persisting persisting -> durable(persisting.state(), receipt);
        };
    }

    private CompletionStage<Reply> durable(State state, Receipt receipt) {
        return receipt.written()
                .thenCompose(written -> reached(new Reply.Done(written.first(), written.last(), state)));
    }

    private CompletionStage<Reply> reached(Reply.Done done) {
        return keeper.waits().reached(done.last()).thenApply(_ -> done);
    }

    /** The outcome is not known here: the log knows, if it can be asked. An unknown one is said to be unknown. */
    private CompletionStage<Reply> fromLog(EntityKey key, Origin origin, Throwable failure) {
        LOG.warn("The outcome of an order to {} is looked up in the log: {}", key, failure.toString());
        return named.told(key, origin)
                .map(this::reached)
                .orElseGet(
                        () -> CompletableFuture.completedFuture(
                                new Reply.Refused(
                                        new Problem.Unavailable(
                                                "the log failed while this was written, so whether it was is not known: look before trying again"))));
    }
}
