package io.rutter.engine.cluster.orders;

import io.rutter.engine.assignment.ContainerOperations.RefusedException;
import io.rutter.engine.assignment.HostFacts;
import io.rutter.engine.assignment.NodeOperations;
import io.rutter.engine.cluster.world.WorldKeeper;
import io.rutter.engine.entity.Commands;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.entity.Reply;
import io.rutter.engine.entity.State;
import io.rutter.engine.id.ContainerId;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.log.EventLog;
import io.rutter.engine.log.LogEntry;
import io.rutter.engine.world.Nouns;
import io.rutter.engine.world.World;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/** What all use cases need: to send an order, and to wait until World shows what it asked for. */
public record Orders(
        WorldKeeper keeper,
        Commands commands,
        EventLog log,
        NamedRequests named,
        FreshIds ids,
        String nodeId,
        NodeOperations node) {
    /** Before an order that was refused for the time being is sent again. */
    static final Duration BUSY_PAUSE = Duration.ofSeconds(1);

    public World world() {
        return keeper.world();
    }

    /** In which the words of a request are looked up. */
    World world(Origin origin) {
        return named.world(origin, world());
    }

    /**
     * In which an order is planned: the present, whatever the request has done before; but where it has carried out just this order, as
     * it was then, so that it is told the same.
     */
    World world(EntityKey key, Origin origin) {
        return named.done(key, origin).isPresent() ? world(origin) : world();
    }

    /** Whether what is published on every address of the node is published on those of IPv6 as well. */
    public boolean hostHasIpv6() {
        return node.host().can(HostFacts.IPV6);
    }

    /** Ids that nobody has yet; a request that is sent again gets the same. */
    FreshIds ids(Origin origin) {
        return origin.named() ? FreshIds.named(log.logId() + '\n' + origin.requestId()) : ids;
    }

    /** Sends an order and answers with the state it led to. */
    public <S extends State> CompletionStage<Outcome<S>> send(
            EntityKey key, Object command, Origin origin, Class<S> type) {
        return commands.send(key, command, origin).thenApply(reply -> switch (reply) {
            case Reply.Done done when type.isInstance(done.state()) -> Outcome.ok(type.cast(done.state()));
            case Reply.Done _ ->
                Outcome.<S>refused(new Problem.NotFound("No such " + key.kind().word() + ": " + key.id()));
            case Reply.Refused refused -> Outcome.<S>refused(refused.problem());
        });
    }

    /** Sends an order whose new state matters to nobody. */
    public CompletionStage<Outcome<Boolean>> order(EntityKey key, Object command, Origin origin) {
        return commands.send(key, command, origin).thenApply(reply -> switch (reply) {
            case Reply.Done done -> Outcome.ok(done.changed());
            case Reply.Refused refused -> Outcome.<Boolean>refused(refused.problem());
        });
    }

    /**
     * Asks again after a pause for as long as the log is too busy, or nobody knows whether it was done: for what nobody else asks again,
     * and what may be done twice.
     */
    static <T> CompletionStage<Outcome<T>> insist(Supplier<CompletionStage<Outcome<T>>> order, Duration pause) {
        return order.get().thenCompose(outcome -> switch (outcome) {
            case Outcome.Refused<T> refused
            when passes(refused.problem()) ->
                CompletableFuture.supplyAsync(
                                () -> insist(order, pause),
                                CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS))
                        .thenCompose(again -> again);
            case Outcome.Refused<T> refused -> Outcome.done(refused);
            case Outcome.Ok<T> ok -> Outcome.done(ok);
        });
    }

    private static boolean passes(Problem problem) {
        return problem instanceof Problem.Busy || problem instanceof Problem.Unavailable;
    }

    <T> CompletionStage<Outcome<T>> until(
            EntityKey key, Function<World, Optional<Outcome<T>>> question, Duration limit, String what) {
        return keeper.waits().until(key, question, limit).exceptionally(failure -> timedOut(failure, what, limit));
    }

    <T> CompletionStage<Outcome<T>> untilOpen(EntityKey key, Function<World, Optional<Outcome<T>>> question) {
        return keeper.waits().until(key, question);
    }

    /**
     * Waits for a state of an entity that was there when it was asked for, without a limit; whoever waits cancels it. When its life is
     * over before anyone listens, the log tells how it ended.
     */
    <T> CompletableFuture<Outcome<T>> untilState(EntityKey key, Function<State, Optional<Outcome<T>>> question) {
        CompletableFuture<Outcome<T>> answer = keeper.waits().state(key, question);
        if (!answer.isDone() && keeper.world().known(key).isEmpty()) {
            answer.complete(lastState(key)
                    .flatMap(question)
                    .orElseGet(() -> Outcome.refused(
                            new Problem.NotFound("No such " + key.kind().word() + ": " + key.id()))));
        }
        return answer;
    }

    /** What an entity was before it was nothing again. */
    private Optional<State> lastState(EntityKey key) {
        State state = Nouns.decider(key).nothing();
        State last = null;
        for (LogEntry entry : log.entity(key, 1, Long.MAX_VALUE)) {
            state = Nouns.evolve(key, state, entry.event());
            last = state.equals(Nouns.decider(key).nothing()) ? last : state;
        }
        return Optional.ofNullable(last);
    }

    /** The same with a limit. */
    <T> CompletionStage<Outcome<T>> untilState(
            EntityKey key, Function<State, Optional<Outcome<T>>> question, Duration limit, String what) {
        return limited(untilState(key, question), limit, what);
    }

    /** Gives up after a while, and says so. */
    <T> CompletionStage<Outcome<T>> limited(CompletableFuture<Outcome<T>> answer, Duration limit, String what) {
        return answer.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> timedOut(failure, what, limit));
    }

    CompletionStage<Outcome<Boolean>> settled(ContainerId id, long generation, Duration limit) {
        return node.containers()
                .settled(id, generation)
                .toCompletableFuture()
                .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(_ -> Outcome.ok(true))
                .exceptionally(failure -> timedOut(failure, "change of container " + id, limit));
    }

    private static <T> Outcome<T> timedOut(Throwable failure, String what, Duration limit) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        if (cause instanceof RefusedException refused) {
            return Outcome.refused(refused.problem());
        }
        if (failure instanceof TimeoutException || failure.getCause() instanceof TimeoutException) {
            return Outcome.refused(new Problem.Broken(
                    "the " + what + " is not reported after " + limit.toSeconds() + " seconds; it is still wanted"));
        }
        throw new IllegalStateException("a wait on World failed", failure);
    }
}
