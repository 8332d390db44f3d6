package io.rutter.engine.entity;

import io.rutter.engine.claims.ClaimsRegistry;
import io.rutter.engine.entity.EntityMessage.Order;
import io.rutter.engine.entity.EntityMessage.Rest;
import io.rutter.engine.entity.EntityMessage.Stop;
import io.rutter.engine.entity.EntityMessage.Taken;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.log.Admission;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one Pekko shell around every noun: orders in, envelopes to the journal, the fold of them as its only state. */
public final class EntityActor extends EventSourcedBehavior<EntityMessage, Envelope, Held> {
    private static final Logger LOG = LoggerFactory.getLogger(EntityActor.class);
    private static final Duration RESTART_FIRST = Duration.ofMillis(100);
    private static final Duration RESTART_LAST = Duration.ofSeconds(5);
    private static final double RESTART_JITTER = 0.1;
    private static final Duration REST_AFTER = Duration.ofSeconds(20);

    private final EntityKey key;
    private final ActorContext<EntityMessage> context;
    private final ActorRef<Resting> parent;
    private final EntityShell<?, ?, ?> shell;
    private final InstantSource clock;

    /** Told to the parent: nothing was asked for a while, and a {@link Stop} would be welcome. */
    public record Resting(EntityKey key) {}

    private EntityActor(
            EntityKey key,
            ActorContext<EntityMessage> context,
            ActorRef<Resting> parent,
            EntityShell<?, ?, ?> shell,
            InstantSource clock) {
        super(
                PersistenceId.ofUniqueId(key.persistenceId()),
                SupervisorStrategy.restartWithBackoff(RESTART_FIRST, RESTART_LAST, RESTART_JITTER));
        this.key = key;
        this.context = context;
        this.parent = parent;
        this.shell = shell;
        this.clock = clock;
    }

    /** The behaviour of an entity; it tells its parent when nothing was asked of it for a while. */
    public static Behavior<EntityMessage> create(
            EntityKey key,
            Decider<?, ?, ?> decider,
            ClaimsRegistry claims,
            Admission admission,
            InstantSource clock,
            ActorRef<Resting> parent) {
        return Behaviors.setup(context -> {
            context.setReceiveTimeout(REST_AFTER, new Rest());
            return new EntityActor(key, context, parent, new EntityShell<>(key, decider, claims, admission), clock);
        });
    }

    @Override
    public Held emptyState() {
        return new Held(shell.nothing(), 0);
    }

    @Override
    public CommandHandler<EntityMessage, Envelope, Held> commandHandler() {
        return (held, message) -> switch (message) {
            case Order order -> take(held, order);
            case Rest _ -> {
                parent.tell(new Resting(key));
                yield Effect().none();
            }
            case Stop _ -> Effect().stop();
        };
    }

    /**
     * Nothing is under way of an entity that has just recovered: what a write held that was refused, or that failed, is free again. Its
     * recovery has waited for those that did become durable.
     */
    @Override
    public SignalHandler<Held> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.instance(), _ -> shell.letGo())
                .build();
    }

    private Effect<Envelope, Held> take(Held held, Order order) {
        EntityShell.Step step;
        try {
            step = shell.take(
                    held,
                    lastSequenceNumber(context),
                    order.command(),
                    order.origin(),
                    order.observedAt(),
                    order.receipt(),
                    clock.instant());
        } catch (RuntimeException bug) {
            LOG.error("An order to {} failed: {}", key, order.command(), bug);
            shell.letGo();
            order.reply()
                    .complete(new Taken.Refused(new Problem.Broken(
                            "this is a bug of Rutter's; nothing was changed, and the engine's log tells more")));
            return Effect().none();
        }
        return switch (step) {
            case EntityShell.Step.Refuse refuse -> {
                order.reply().complete(new Taken.Refused(refuse.problem()));
                yield Effect().none();
            }
            case EntityShell.Step.Unchanged _ -> {
                order.reply().complete(new Taken.Unchanged(held.state()));
                yield Effect().none();
            }
            case EntityShell.Step.Persist persist -> {
                order.reply().complete(new Taken.Persisting(persist.after()));
                yield Effect().persist(persist.envelopes());
            }
        };
    }

    @Override
    public EventHandler<Held, Envelope> eventHandler() {
        return (held, envelope) -> {
            State known = envelope.after();
            State after = known == null ? shell.evolve(held.state(), envelope.event()) : known;
            return new Held(after, envelope.incarnation());
        };
    }
}
