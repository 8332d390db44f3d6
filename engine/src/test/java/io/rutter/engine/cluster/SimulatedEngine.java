package io.rutter.engine.cluster;

import io.rutter.engine.claims.ClaimsRegistry;
import io.rutter.engine.cluster.world.WorldKeeper;
import io.rutter.engine.entity.Actor;
import io.rutter.engine.entity.Commands;
import io.rutter.engine.entity.Envelope;
import io.rutter.engine.entity.Event;
import io.rutter.engine.entity.Held;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.entity.Reply;
import io.rutter.engine.entity.ShellSteps;
import io.rutter.engine.entity.State;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.log.Admission;
import io.rutter.engine.log.Appender;
import io.rutter.engine.log.AppenderEffect;
import io.rutter.engine.log.AppenderMessage;
import io.rutter.engine.log.AppenderMessage.Arrived;
import io.rutter.engine.log.AppenderMessage.Drain;
import io.rutter.engine.log.AppenderMessage.Stored;
import io.rutter.engine.log.AppenderState;
import io.rutter.engine.log.Batch;
import io.rutter.engine.log.Draft;
import io.rutter.engine.log.Encoded;
import io.rutter.engine.log.LogDecider;
import io.rutter.engine.log.LogEntry;
import io.rutter.engine.log.LogEvent.EpochStarted;
import io.rutter.engine.log.LogFollower.Durable;
import io.rutter.engine.log.LogStore.Outcome;
import io.rutter.engine.log.StateSource;
import io.rutter.engine.log.Write;
import io.rutter.engine.world.Nouns;
import io.rutter.engine.world.World;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One life of an engine: the real shell, claims, appender and World, driven a step at a time, so that it can be dropped between
 * any two. Only the disk outlives it.
 */
final class SimulatedEngine implements Commands {
    private static final EntityKey LOG = EntityKey.parse("log|log");
    private static final byte[] LARGE = new byte[Appender.MAX_BATCH_BYTES / 4];
    private static final Encoded SMALL = new Encoded(1, 1, new byte[10]);
    private static final Encoded BIG = new Encoded(1, 1, LARGE);

    private final SimulatedDisk disk;
    private final Random random;
    private final InstantSource clock;
    private final Consumer<Acknowledged> acknowledged;
    private final ClaimsRegistry claims = new ClaimsRegistry();
    private final WorldKeeper keeper;
    private final Map<EntityKey, Deque<Mail>> inboxes = new LinkedHashMap<>();
    private final Map<EntityKey, Cell> awake = new LinkedHashMap<>();
    private final Map<EntityKey, Mail> persisting = new LinkedHashMap<>();
    /** What is still to be done about a batch that is durable, in order, a step each. */
    private final Deque<Runnable> due = new ArrayDeque<>();

    private AppenderState appender;
    private @Nullable Batch underWay;
    private boolean open;
    private boolean calm;

    /** Of a request that was answered: which entries the client was told that it became. */
    record Acknowledged(EntityKey key, String requestId, long first, long last) {}

    private record Mail(Object command, Origin origin, CompletableFuture<Reply> reply) {}

    /** What an entity's actor holds in memory. */
    private record Cell(Held held, long sequence) {}

    /** @param acknowledged is told of every request that was answered */
    SimulatedEngine(SimulatedDisk disk, Random random, InstantSource clock, Consumer<Acknowledged> acknowledged) {
        this.acknowledged = acknowledged;
        this.disk = disk;
        this.random = random;
        this.clock = clock;
        World world = folded(disk);
        this.keeper = new WorldKeeper(world);
        for (EntityKey key : disk.keys()) {
            world.known(key).ifPresent(known -> claims.fold(key, known.state().claims()));
        }
        long sequence = disk.lastSequence(LOG) + 1;
        var event = new EpochStarted(disk.tail().epoch() + 1, "node", "0", "boot", clock.instant());
        State after = Nouns.evolve(LOG, new LogDecider().nothing(), event);
        var origin = new Origin(Actor.controller("engine"), "start", disk.tail().offset(), null);
        var draft = new Draft(LOG, sequence, 1, origin, null, event, after, SMALL, "w");
        appender = AppenderState.opening(
                new UUID(random.nextLong(), random.nextLong()),
                disk.tail(),
                Write.of(List.of(draft), new Waits(List.of(draft), this::opened)));
    }

    static World folded(SimulatedDisk disk) {
        World world = World.EMPTY;
        for (LogEntry entry : disk.log().entries()) {
            world = world.with(entry);
        }
        return world;
    }

    WorldKeeper keeper() {
        return keeper;
    }

    /** Whether another engine has taken the log over. */
    boolean isDeposed() {
        return appender.deposed();
    }

    boolean isIdle() {
        return appender.idle() && due.isEmpty() && inboxes.isEmpty();
    }

    @Override
    public CompletionStage<Reply> send(EntityKey key, Object command, Origin origin) {
        var mail = new Mail(command, origin, new CompletableFuture<>());
        inboxes.computeIfAbsent(key, _ -> new ArrayDeque<>()).add(mail);
        return mail.reply();
    }

    /** One of the things that could happen next. */
    void step() {
        switch (random.nextInt(4)) {
            case 0 -> feed(new Drain(clock.instant(), disk::lastSequence));
            case 1 -> store();
            case 2 -> decide();
            default -> {
                Runnable next = due.poll();
                if (next != null) {
                    next.run();
                }
            }
        }
    }

    /** Whether from now on there is room for every write. */
    void calm(boolean now) {
        calm = now;
    }

    /** Some entities lose what they hold in memory, those at rest. */
    void rest() {
        awake.keySet().removeIf(key -> !persisting.containsKey(key) && random.nextBoolean());
    }

    private void opened(long first, long last) {
        open = true;
    }

    private void decide() {
        List<EntityKey> free = inboxes.keySet().stream()
                .filter(key -> open && !persisting.containsKey(key))
                .toList();
        if (free.isEmpty()) {
            return;
        }
        EntityKey key = free.get(random.nextInt(free.size()));
        Deque<Mail> inbox = inboxes.get(key);
        Mail mail = inbox.removeFirst();
        if (inbox.isEmpty()) {
            inboxes.remove(key);
        }
        take(key, mail);
    }

    private void take(EntityKey key, Mail mail) {
        Cell cell = awake.computeIfAbsent(key, this::recovered);
        ShellSteps.Step step = ShellSteps.take(
                key,
                Nouns.decider(key),
                claims,
                new Room(),
                cell.held(),
                cell.sequence(),
                mail.command(),
                mail.origin(),
                clock.instant());
        switch (step) {
            case ShellSteps.Step.Refuse refuse -> mail.reply().complete(new Reply.Refused(refuse.problem()));
            case ShellSteps.Step.Unchanged _ -> {
                long tail = keeper.world().offset();
                mail.reply().complete(new Reply.Done(tail + 1, tail, cell.held().state()));
            }
            case ShellSteps.Step.Persist persist -> {
                persisting.put(key, mail);
                feed(new Arrived(write(key, cell, mail, persist.envelopes())));
            }
        }
    }

    private Write write(EntityKey key, Cell cell, Mail mail, List<Envelope> envelopes) {
        var drafts = new ArrayList<Draft>();
        long sequence = cell.sequence();
        for (Envelope envelope : envelopes) {
            sequence++;
            drafts.add(new Draft(
                    key,
                    sequence,
                    envelope.incarnation(),
                    envelope.origin(),
                    null,
                    envelope.event(),
                    envelope.after(),
                    envelope.encoded(),
                    "w"));
        }
        Envelope last = envelopes.getLast();
        var after = new Cell(new Held(last.after(), last.incarnation()), sequence);
        return Write.of(drafts, new Waits(drafts, (first, end) -> {
            persisting.remove(key);
            awake.put(key, after);
            due.addLast(() -> {
                acknowledged.accept(new Acknowledged(key, mail.origin().requestId(), first, end));
                mail.reply().complete(new Reply.Done(first, end, after.held().state()));
            });
        }));
    }

    /** Out of World, and the log for what World does not have. */
    private Cell recovered(EntityKey key) {
        StateSource.Known latest = keeper.latest(key).orElse(null);
        State state =
                latest == null ? Nouns.decider(key).nothing() : latest.held().state();
        long incarnation = latest == null ? 0 : latest.held().incarnation();
        long sequence = latest == null ? 0 : latest.sequence();
        for (LogEntry entry : disk.entity(key).subList((int) sequence, (int) disk.lastSequence(key))) {
            state = Nouns.evolve(key, state, entry.event());
            incarnation = entry.incarnation();
            sequence = entry.sequence();
        }
        claims.release(key);
        return new Cell(new Held(state, incarnation), sequence);
    }

    private void store() {
        Batch batch = underWay;
        if (batch == null) {
            return;
        }
        boolean reached = random.nextInt(5) > 0;
        Outcome outcome = reached ? disk.append(batch) : new Outcome.Unknown("lost on its way there");
        boolean answered = random.nextInt(5) > 0;
        feed(new Stored(answered ? outcome : new Outcome.Unknown("lost on its way back")));
    }

    private void feed(AppenderMessage message) {
        Appender.Step step = Appender.step(appender, message);
        appender = step.state();
        for (AppenderEffect effect : step.effects()) {
            switch (effect) {
                case AppenderEffect.Append append -> underWay = append.batch();
                case AppenderEffect.Repeat repeat -> underWay = repeat.batch();
                case AppenderEffect.Publish publish -> publish(publish);
                case AppenderEffect.Answer answer -> answer.barriers().forEach(SimulatedEngine::tell);
                case AppenderEffect.Refuse refuse ->
                    refuse.write().waiting().refused(new IllegalStateException(refuse.why()));
                case AppenderEffect.StepDown _ -> due.clear();
            }
        }
    }

    /** Claims first, then who waits, then World: each a step, between which the engine may die. */
    private void publish(AppenderEffect.Publish publish) {
        underWay = null;
        List<Durable> batch = publish.batch().entries().stream()
                .map(placed -> new Durable(placed.entry(), placed.draft().after()))
                .toList();
        due.addLast(() -> claims.durable(batch));
        due.addLast(() -> publish.writes().forEach(SimulatedEngine::tell));
        due.addLast(() -> keeper.durable(batch));
    }

    private static void tell(AppenderState.Settled settled) {
        settled.write().waiting().durable(settled.first(), settled.last());
    }

    /** Of a write: what becomes of it is told once. One that is refused, since this engine's time is over, is in no log. */
    private final class Waits implements Write.Waiting {
        private final List<Draft> drafts;
        private final Told told;
        private boolean answered;

        Waits(List<Draft> drafts, Told told) {
            this.drafts = drafts;
            this.told = told;
        }

        @Override
        public void durable(long first, long last) {
            answer();
            told.durable(first, last);
        }

        @Override
        public void refused(RuntimeException why) {
            answer();
            for (Draft draft : drafts) {
                for (LogEntry entry : disk.entity(draft.key())) {
                    if (entry.event() == draft.event()) {
                        throw new AssertionError("was refused, and is in the log: " + entry);
                    }
                }
            }
        }

        @Override
        public void unknown(RuntimeException why) {
            throw new AssertionError("no store of this simulation ends without an answer", why);
        }

        private void answer() {
            if (answered) {
                throw new AssertionError("answered twice: " + drafts);
            }
            answered = true;
        }
    }

    private interface Told {
        void durable(long first, long last);
    }

    /** Room for most; now and then none. */
    private final class Room implements Admission {
        @Override
        public Admitted admit(List<? extends Event> events) {
            if (!calm && random.nextInt(50) == 0) {
                return new Admitted.Full(new Problem.Busy("no room"));
            }
            Encoded size = random.nextInt(10) == 0 ? BIG : SMALL;
            return new Admitted.Room(events.stream().map(_ -> size).toList(), 0);
        }

        @Override
        public void release(Admitted.Room room) {}
    }
}
