package io.rutter.engine.cluster;

import io.rutter.engine.claims.ClaimsRegistry;
import io.rutter.engine.entity.EntityActor;
import io.rutter.engine.entity.EntityActor.Resting;
import io.rutter.engine.entity.EntityMessage;
import io.rutter.engine.entity.EntityMessage.Order;
import io.rutter.engine.entity.EntityMessage.Stop;
import io.rutter.engine.entity.EntityMessage.Taken;
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

    private final Map<EntityKey, Child> children = new HashMap<>();
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

    private static final class Child {
        private final ActorRef<EntityMessage> entity;
        private final Queue<Order> afterStop = new ArrayDeque<>();
        private int underWay;
        private boolean stopping;

        Child(ActorRef<EntityMessage> entity) {
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
        Child child = children.computeIfAbsent(key, this::spawn);
        child.underWay++;
        if (child.underWay > UNDER_WAY_LIMIT) {
            order.reply()
                    .complete(new Taken.Refused(
                            new Problem.Busy("too many requests are under way for " + key + "; try again")));
            return;
        }
        if (child.stopping) {
            child.afterStop.add(order);
        } else {
            child.entity.tell(order);
        }
    }

    private Child spawn(EntityKey key) {
        ActorRef<EntityMessage> entity = getContext()
                .spawnAnonymous(EntityActor.create(key, Nouns.decider(key), claims, admission, clock, resting));
        getContext().watchWith(entity, new Message.Stopped(key));
        return new Child(entity);
    }

    private void finished(EntityKey key) {
        Child child = children.get(key);
        if (child != null && child.underWay > 0) {
            child.underWay--;
        }
    }

    private void rests(EntityKey key) {
        Child child = children.get(key);
        if (child != null && child.underWay == 0 && !child.stopping) {
            child.stopping = true;
            child.entity.tell(new Stop());
        }
    }

    private void stopped(EntityKey key) {
        Child old = children.remove(key);
        if (old != null && !old.afterStop.isEmpty()) {
            old.afterStop.forEach(order -> forward(key, order));
        }
    }
}
