package io.rutter.engine.cluster;

import io.rutter.engine.cluster.world.WorldKeeper;
import io.rutter.engine.entity.Commands;
import io.rutter.engine.entity.EntityMessage.Order;
import io.rutter.engine.entity.EntityMessage.Outcome;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.entity.Receipt;
import io.rutter.engine.entity.Reply;
import io.rutter.engine.entity.State;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.log.EventLog;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorRef;

/** Sends orders to entities and owns the pending replies: an outcome that the write leaves open is looked up in the log. */
final class Entities implements Commands {
    private static final Duration OUTCOME_LIMIT = Duration.ofSeconds(60);
    private static final int MOST_LOOKED_AT = 1_000;

    private final ActorRef<EntityParent.Message> parent;
    private final WorldKeeper keeper;
    private final EventLog log;

    Entities(ActorRef<EntityParent.Message> parent, WorldKeeper keeper, EventLog log) {
        this.parent = parent;
        this.keeper = keeper;
        this.log = log;
    }

    @Override
    public CompletionStage<Reply> send(EntityKey key, Object command, Origin origin) {
        var receipt = new Receipt();
        var outcome = new CompletableFuture<Outcome>();
        parent.tell(new EntityParent.Message.Forward(key, new Order(command, origin, null, receipt, outcome)));
        CompletableFuture<Reply> reply = outcome.orTimeout(OUTCOME_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .thenCompose(known -> reply(key, known, receipt, origin));
        reply.whenComplete((_, _) -> parent.tell(new EntityParent.Message.Finished(key)));
        return reply;
    }

    private CompletionStage<Reply> reply(EntityKey key, Outcome outcome, Receipt receipt, Origin origin) {
        return switch (outcome) {
            case Outcome.Refused refused -> CompletableFuture.completedFuture(new Reply.Refused(refused.problem()));
            case Outcome.Unchanged unchanged -> {
                long tail = keeper.world().offset();
                yield CompletableFuture.completedFuture(new Reply.Done(tail + 1, tail, unchanged.state()));
            }
            case Outcome.Persisting persisting -> durable(key, persisting.state(), receipt, origin);
        };
    }

    private CompletionStage<Reply> durable(EntityKey key, State state, Receipt receipt, Origin origin) {
        return receipt.written()
                .toCompletableFuture()
                .thenCompose(written -> done(written.first(), written.last(), state))
                .exceptionallyCompose(_ -> fromLog(key, state, origin));
    }

    private CompletionStage<Reply> done(long first, long last, State state) {
        return keeper.waits().reached(last).thenApply(_ -> new Reply.Done(first, last, state));
    }

    /** The write's outcome is not known here: the log knows, if it can be asked. An unknown one is said to be unknown. */
    private CompletionStage<Reply> fromLog(EntityKey key, State state, Origin origin) {
        return log.request(origin.requestId())
                .filter(range -> tells(range, key))
                .map(range -> done(range.first(), range.last(), state))
                .orElseGet(
                        () -> CompletableFuture.completedFuture(
                                new Reply.Refused(
                                        new Problem.Unavailable(
                                                "the log failed while this was written, so whether it was is not known: look before trying again"))));
    }

    private boolean tells(EventLog.OffsetRange range, EntityKey key) {
        int count = (int) Math.min(range.last() - range.first() + 1, MOST_LOOKED_AT);
        return log.page(range.first(), count).stream()
                .anyMatch(entry -> entry.key().equals(key));
    }
}
