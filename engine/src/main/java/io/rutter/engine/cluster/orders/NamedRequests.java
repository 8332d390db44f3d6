package io.rutter.engine.cluster.orders;

import io.rutter.engine.entity.Origin;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.entity.Reply;
import io.rutter.engine.entity.State;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.log.EventLog;
import io.rutter.engine.log.LogEntry;
import io.rutter.engine.world.Nouns;
import io.rutter.engine.world.World;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Requests that their clients named, so that one that is sent again is not done twice: the log knows what it has led to. Of one name
 * one is carried out at a time, and one that is sent again means what it meant when it came first.
 */
public final class NamedRequests {
    private static final int MOST_WAITING = 8;
    private static final int MOST_TURNS = 10_000;
    private static final Duration TURN_LIMIT = Duration.ofSeconds(120);
    private static final int MOST_LOOKED_AT = 10_000;

    private final EventLog log;
    private final LongFunction<World> past;
    private final Map<String, Turn> turns = new HashMap<>();

    /** @param past World as of an offset; it may block */
    public NamedRequests(EventLog log, LongFunction<World> past) {
        this.log = log;
        this.past = past;
    }

    /** The one request of a name that is carried out. It is over when it is answered and the outcome of each of its orders is known. */
    public final class Turn {
        private final Origin origin;
        private final CompletableFuture<Boolean> over = new CompletableFuture<>();
        private final long tail = log.tail();
        private volatile @Nullable World then;
        private int waiting;
        private int open = 1;

        private Turn(Origin origin) {
            this.origin = origin;
        }

        /** What it had led to before this turn; empty for one that comes for the first time. */
        public List<LogEntry> before() {
            return log.written(origin.requestId(), MOST_LOOKED_AT).stream()
                    .filter(entry -> entry.offset() <= tail)
                    .toList();
        }

        /** Whether it did something before. */
        public boolean again() {
            return !before().isEmpty();
        }

        /** Finds World as it was before a request that is sent again had done anything. May block. */
        public void lookBack() {
            List<LogEntry> before = before();
            if (!before.isEmpty()) {
                then = past.apply(before.getFirst().offset() - 1);
            }
        }

        /** To be called once it is answered. */
        public void end() {
            synchronized (turns) {
                open--;
                if (open > 0) {
                    return;
                }
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
            if (current == null && turns.size() >= MOST_TURNS) {
                return Outcome.done(
                        Outcome.refused(new Problem.Busy("too many named requests are under way; try again")));
            }
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

    /**
     * The World in which a request's words are looked up: the present, or, for one that is sent again, that of its first time. By now
     * other things may have the names.
     */
    public World world(Origin origin, World present) {
        if (!origin.named()) {
            return present;
        }
        synchronized (turns) {
            Turn turn = turns.get(origin.requestId());
            World then = turn == null ? null : turn.then;
            return then == null ? present : then;
        }
    }

    /** An order of a named request is under way: another one of the name waits until its outcome is known. */
    public void underWay(Origin origin, CompletionStage<?> known) {
        if (!origin.named()) {
            return;
        }
        synchronized (turns) {
            Turn turn = turns.get(origin.requestId());
            if (turn != null) {
                turn.open++;
                known.whenComplete((_, _) -> turn.end());
            }
        }
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
