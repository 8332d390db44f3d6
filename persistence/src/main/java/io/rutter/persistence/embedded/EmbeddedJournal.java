package io.rutter.persistence.embedded;

import io.rutter.engine.entity.Actor;
import io.rutter.engine.entity.Event;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import io.rutter.engine.log.Admission;
import io.rutter.engine.log.AppenderState;
import io.rutter.engine.log.Draft;
import io.rutter.engine.log.EventLog;
import io.rutter.engine.log.LogDecider;
import io.rutter.engine.log.LogEvent.EpochStarted;
import io.rutter.engine.log.LogFollower;
import io.rutter.engine.log.StateSource;
import io.rutter.engine.log.Write;
import io.rutter.persistence.journal.Fatal;
import io.rutter.persistence.journal.Gate;
import io.rutter.persistence.journal.JournalSetup;
import io.rutter.persistence.journal.LogWriter;
import io.rutter.persistence.journal.Payloads;
import io.rutter.persistence.wire.WireCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import org.apache.pekko.actor.setup.Setup;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded log, all of it behind one class.
 *
 * <p>In this order: {@link #open} takes the lock and reads the tail; World and claims are folded from {@link #log()};
 * {@link #start} opens the epoch and lets writes in; {@link #setup} goes into the actor system, whose configuration includes
 * {@code rutter-journal.conf}; {@link #close} comes after the actor system has ended.
 */
public final class EmbeddedJournal implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(EmbeddedJournal.class);

    /** Each start leaves one; beyond so many they are emptied into tables. */
    private static final int MAX_WAL_FILES = 8;

    /** The log's own entries stand under this key. */
    public static final EntityKey LOG = new EntityKey(Kind.LOG, "log");

    private final FolderLock lock;
    private final EmbeddedLog log;
    private final WireCodec codec;
    private final Gate gate;
    private final InstantSource clock;
    private final Reign reign;
    private final Fatal fatal;
    private @Nullable LogWriter writer;

    /**
     * Who writes from now on.
     *
     * @param nodeId where
     * @param version the program's version
     * @param bootId the host's boot
     */
    public record Reign(String nodeId, String version, String bootId) {}

    private EmbeddedJournal(
            FolderLock lock,
            EmbeddedLog log,
            WireCodec codec,
            Gate gate,
            InstantSource clock,
            Reign reign,
            Fatal fatal) {
        this.lock = lock;
        this.log = log;
        this.codec = codec;
        this.gate = gate;
        this.clock = clock;
        this.reign = reign;
        this.fatal = fatal;
    }

    /**
     * Opens the log in a directory, which is made if it is missing.
     *
     * @param removes whether an event removes something: such events may be written when the disk is nearly full
     * @param fatal ends the process when the log is broken
     * @throws IOException with a sentence for the operator: somebody else has it open, or it cannot be read
     */
    public static EmbeddedJournal open(
            Path directory, InstantSource clock, Reign reign, Predicate<Event> removes, Fatal fatal)
            throws IOException {
        return open(directory, clock, reign, removes, fatal, new WireCodec());
    }

    /** With a codec of one's own, for tests that store other types. */
    static EmbeddedJournal open(
            Path directory, InstantSource clock, Reign reign, Predicate<Event> removes, Fatal fatal, WireCodec codec)
            throws IOException {
        Files.createDirectories(directory);
        FolderLock lock = FolderLock.take(directory, "the log in " + directory, clock.instant());
        try {
            NativeLibrary.load(directory);
            Path tables = directory.resolve("tables");
            Optional<WalTail.Torn> torn = tornTail(tables);
            // a torn file must not stay, since the next start would find it in the middle
            boolean flush = torn.isPresent() || WalTail.files(tables).size() > MAX_WAL_FILES;
            EmbeddedLog log = EmbeddedLog.open(tables, codec, flush);
            torn.ifPresent(tail -> report(tail, log));
            var gate = new Gate(codec, DiskSpace.of(directory), removes);
            return new EmbeddedJournal(lock, log, codec, gate, clock, reign, fatal);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** A write that was cut short by a power cut may only be the last one of all. */
    private static Optional<WalTail.Torn> tornTail(Path tables) throws IOException {
        List<Path> files = WalTail.files(tables);
        for (Path file : files) {
            Optional<WalTail.Torn> torn = WalTail.look(file);
            if (torn.isPresent() && (torn.get().damaged() || !file.equals(files.getLast()))) {
                throw new IOException("the log is damaged: " + file + " cannot be read beyond byte "
                        + torn.get().goodBytes()
                        + ". Nothing was changed. Restore a backup; or run `rutter journal verify"
                        + " --salvage`, which keeps everything before that place and puts the rest aside.");
            }
            if (torn.isPresent()) {
                return torn;
            }
        }
        return Optional.empty();
    }

    private static void report(WalTail.Torn torn, EmbeddedLog log) {
        LOGGER.warn(
                "The log ended in the middle of a write, as after a power cut: the last {} bytes of {} were dropped. They"
                        + " were never acknowledged. Everything up to entry {} is there.",
                torn.tornBytes(),
                torn.file(),
                log.tail().offset());
    }

    /** To read the log; it may be read as soon as it is open. */
    public EventLog log() {
        return log.reader();
    }

    /** To ask for room before persisting. */
    public Admission admission() {
        return gate;
    }

    /** How things are stored; checkpoints use it too. */
    public WireCodec codec() {
        return codec;
    }

    /**
     * Opens a new epoch and lets writes in. Entries that were there before are not told to the followers: they fold them from
     * the log first.
     *
     * @param beforeReply told of each durable batch before its writers hear of it: claims
     * @param afterReply told of it afterwards: World
     * @return offset of the entry that opened the epoch, which the followers have been told
     */
    public long start(List<LogFollower> beforeReply, List<LogFollower> afterReply) {
        if (writer != null) {
            throw new IllegalStateException("the journal was started before");
        }
        var opened = new Opened();
        AppenderState opening = AppenderState.opening(UUID.randomUUID(), log.tail(), epochStarted(opened));
        var started = new LogWriter(log, gate, clock, opening, beforeReply, afterReply, fatal);
        writer = started;
        started.start();
        long offset = opened.join();
        started.barrier().join();
        return offset;
    }

    private Write epochStarted(Write.Waiting waiting) {
        long epoch = log.tail().epoch() + 1;
        Instant now = clock.instant();
        var event = new EpochStarted(epoch, reign.nodeId(), reign.version(), reign.bootId(), now);
        long sequence = log.lastSequence(LOG) + 1;
        var rules = new LogDecider();
        var origin = new Origin(Actor.node(reign.nodeId()), "epoch-" + epoch, 0, null);
        return Write.of(
                List.of(new Draft(
                        LOG,
                        sequence,
                        1,
                        origin,
                        null,
                        event,
                        rules.evolve(rules.nothing(), event),
                        codec.encode(event),
                        "")),
                waiting);
    }

    private static final class Opened extends CompletableFuture<Long> implements Write.Waiting {
        @Override
        public void durable(long first, long last) {
            complete(first);
        }

        @Override
        public void refused(RuntimeException why) {
            completeExceptionally(why);
        }

        @Override
        public void unknown(RuntimeException why) {
            completeExceptionally(why);
        }

        @Override
        public Long join() {
            try {
                return super.join();
            } catch (CompletionException e) {
                throw new IllegalStateException("the log could not open a new epoch", e.getCause());
            }
        }
    }

    /**
     * What an actor system needs to persist here.
     *
     * @param states where entities that wake up find their state
     */
    public Setup setup(StateSource states) {
        return setup(states, Payloads.envelopes(codec));
    }

    Setup setup(StateSource states, Payloads payloads) {
        return new JournalSetup(started(), log.reader(), states, payloads);
    }

    /** Writes many entities' events at once, past their actors, which must be held meanwhile. Room is asked for first. */
    public void write(Write admitted) {
        started().writeAdmitted(admitted);
    }

    private LogWriter started() {
        if (writer == null) {
            throw new IllegalStateException("the journal has not been started");
        }
        return writer;
    }

    /** Writes what has arrived, then closes the files and gives the lock back. */
    @Override
    public void close() throws IOException {
        if (writer != null) {
            writer.close();
        }
        log.close();
        lock.close();
    }
}
