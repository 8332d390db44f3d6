package io.rutter.engine.cluster.orders;

import io.rutter.engine.entity.Origin;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.entity.Reply;
import io.rutter.engine.entity.State;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.log.EventLog;
import io.rutter.engine.log.LogEntry;
import io.rutter.engine.world.Nouns;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Requests that their clients named, so that one that is sent again is not done twice: the log knows what it has led to. Of one name
 * one is carried out at a time.
 */
public final class NamedRequests {
    private static final int MOST_WAITING = 8;
    private static final Duration TURN_LIMIT = Duration.ofSeconds(120);
    private static final int MOST_LOOKED_AT = 10_000;

    private final EventLog log;
    private final Map<String, Turn> turns = new HashMap<>();

    public NamedRequests(EventLog log) {
        this.log = log;
    }

    /** The one request of a name that is carried out. */
    public final class Turn {
        private final Origin origin;
        private final CompletableFuture<Boolean> over = new CompletableFuture<>();
        private final long tail = log.tail();
        private int waiting;

        private Turn(Origin origin) {
            this.origin = origin;
        }

        /** What it had led to before this turn; empty for one that comes for the first time. */
        public List<LogEntry> before() {
            return log.written(origin.requestId(), MOST_LOOKED_AT).stream()
                    .filter(entry -> entry.offset() <= tail)
                    .toList();
        }

        /** To be called once it is answered. */
        public void end() {
            synchronized (turns) {
                turns.remove(origin.requestId());
            }
            over.complete(true);
        }
    }

    /**
     * Waits until nobody carries out a request of the name. Refuses: Conflict, when the name is, or was, another request's; Busy, when
     * too many wait.
     */
    public CompletionStage<Outcome<Turn>> turn(Origin origin) {
        Turn current;
        synchronized (turns) {
            current = turns.get(origin.requestId());
            if (current == null) {
                var turn = new Turn(origin);
                turns.put(origin.requestId(), turn);
                return Outcome.done(begun(turn));
            }
            if (!Objects.equals(current.origin.fingerprint(), origin.fingerprint())) {
                return Outcome.done(Outcome.refused(another(origin)));
            }
            if (current.waiting >= MOST_WAITING) {
                return Outcome.done(Outcome.refused(stillUnderWay(origin)));
            }
            current.waiting++;
        }
        return current.over
                .copy()
                .completeOnTimeout(false, TURN_LIMIT.toSeconds(), TimeUnit.SECONDS)
                .thenCompose(over -> over ? turn(origin) : Outcome.done(Outcome.refused(stillUnderWay(origin))));
    }

    private static Problem stillUnderWay(Origin origin) {
        return new Problem.Busy("request " + origin.requestId() + " is under way; try again");
    }

    private static Outcome<Turn> begun(Turn turn) {
        boolean others = turn.before().stream().anyMatch(entry -> !same(entry, turn.origin));
        if (others) {
            turn.end();
            return Outcome.refused(another(turn.origin));
        }
        return Outcome.ok(turn);
    }

    private static boolean same(LogEntry entry, Origin origin) {
        return Objects.equals(entry.origin().fingerprint(), origin.fingerprint());
    }

    private static Problem another(Origin origin) {
        return new Problem.Conflict("the request id " + origin.requestId()
                + " was used for another request: a retry sends the same request, and another one needs another id");
    }

    /** What an order of a request that came before has led to, if it was carried out then. */
    public Optional<Reply.Done> done(EntityKey key, Origin origin) {
        if (!origin.named()) {
            return Optional.empty();
        }
        long tail;
        synchronized (turns) {
            Turn turn = turns.get(origin.requestId());
            tail = turn == null ? log.tail() : turn.tail;
        }
        return told(key, origin, tail).map(done -> new Reply.Done(done.first(), done.last(), done.state(), true));
    }

    /** What the log says that an order led to: the entries of its request that are about the entity. */
    public Optional<Reply.Done> told(EntityKey key, Origin origin) {
        return told(key, origin, Long.MAX_VALUE);
    }

    private Optional<Reply.Done> told(EntityKey key, Origin origin, long tail) {
        List<LogEntry> entries = log.written(origin.requestId(), MOST_LOOKED_AT).stream()
                .filter(entry -> entry.key().equals(key) && entry.offset() <= tail)
                .toList();
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(new Reply.Done(
                        entries.getFirst().offset(),
                        entries.getLast().offset(),
                        state(key, entries.getLast().sequence())));
    }

    private State state(EntityKey key, long sequence) {
        State state = Nouns.decider(key).nothing();
        for (LogEntry entry : log.entity(key, 1, sequence)) {
            state = Nouns.evolve(key, state, entry.event());
        }
        return state;
    }
}
