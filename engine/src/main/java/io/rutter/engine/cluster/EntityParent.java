package io.rutter.engine.cluster;

import io.rutter.engine.claims.ClaimsRegistry;
import io.rutter.engine.entity.EntityActor;
import io.rutter.engine.entity.EntityActor.Resting;
import io.rutter.engine.entity.EntityMessage;
import io.rutter.engine.entity.EntityMessage.Order;
import io.rutter.engine.entity.EntityMessage.Outcome;
import io.rutter.engine.entity.EntityMessage.Stop;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.log.Admission;
import io.rutter.engine.world.Nouns;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Makes entities on demand, lets them rest, and counts what is under way for each: a full stash would drop orders in silence, so
 * beyond a limit the sender hears Busy.
 */
final class EntityParent extends AbstractBehavior<EntityParent.Message> {
    private static final int UNDER_WAY_LIMIT = 1000;

    private final Map<EntityKey, Slot> slots = new HashMap<>();
    private final ClaimsRegistry claims;
    private final Admission admission;
    private final InstantSource clock;
    private final ActorRef<Resting> resting;

    /** What the parent hears. */
    sealed interface Message {
        record Forward(EntityKey key, Order order) implements Message {}

        /** An order's outcome is known, durable or not. */
        record Finished(EntityKey key) implements Message {}

        record Rests(EntityKey key) implements Message {}

        record Stopped(EntityKey key) implements Message {}
    }

    private static final class Slot {
        private final ActorRef<EntityMessage> entity;
        private final Queue<Order> afterStop = new ArrayDeque<>();
        private int underWay;
        private boolean stopping;

        Slot(ActorRef<EntityMessage> entity) {
            this.entity = entity;
        }
    }

    private EntityParent(
            ActorContext<Message> context, ClaimsRegistry claims, Admission admission, InstantSource clock) {
        super(context);
        this.claims = claims;
        this.admission = admission;
        this.clock = clock;
        this.resting = context.messageAdapter(Resting.class, rest -> new Message.Rests(rest.key()));
    }

    static Behavior<Message> create(ClaimsRegistry claims, Admission admission, InstantSource clock) {
        return Behaviors.setup(context -> new EntityParent(context, claims, admission, clock));
    }

    @Override
    public Receive<Message> createReceive() {
        return newReceiveBuilder().onMessage(Message.class, this::take).build();
    }

    private Behavior<Message> take(Message message) {
        switch (message) {
            case Message.Forward forward -> forward(forward.key(), forward.order());
            case Message.Finished finished -> finished(finished.key());
            case Message.Rests rests -> rests(rests.key());
            case Message.Stopped stopped -> stopped(stopped.key());
        }
        return this;
    }

    private void forward(EntityKey key, Order order) {
        Slot slot = slots.computeIfAbsent(key, this::spawn);
        slot.underWay++;
        if (slot.underWay > UNDER_WAY_LIMIT) {
            order.reply()
                    .complete(new Outcome.Refused(
                            new Problem.Busy("too many requests are under way for " + key + "; try again")));
            return;
        }
        if (slot.stopping) {
            slot.afterStop.add(order);
        } else {
            slot.entity.tell(order);
        }
    }

    private Slot spawn(EntityKey key) {
        ActorRef<EntityMessage> entity = getContext()
                .spawnAnonymous(EntityActor.create(key, Nouns.decider(key), claims, admission, clock, resting));
        getContext().watchWith(entity, new Message.Stopped(key));
        return new Slot(entity);
    }

    private void finished(EntityKey key) {
        Slot slot = slots.get(key);
        if (slot != null && slot.underWay > 0) {
            slot.underWay--;
        }
    }

    private void rests(EntityKey key) {
        Slot slot = slots.get(key);
        if (slot != null && slot.underWay == 0 && !slot.stopping) {
            slot.stopping = true;
            slot.entity.tell(new Stop());
        }
    }

    private void stopped(EntityKey key) {
        Slot old = slots.remove(key);
        if (old != null && !old.afterStop.isEmpty()) {
            old.afterStop.forEach(order -> forward(key, order));
        }
    }
}
