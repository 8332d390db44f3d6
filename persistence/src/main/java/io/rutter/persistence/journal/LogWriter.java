package io.rutter.persistence.journal;

import io.rutter.engine.log.Appender;
import io.rutter.engine.log.AppenderEffect;
import io.rutter.engine.log.AppenderMessage;
import io.rutter.engine.log.AppenderState;
import io.rutter.engine.log.AppenderState.Settled;
import io.rutter.engine.log.Batch;
import io.rutter.engine.log.LogFollower;
import io.rutter.engine.log.LogStore;
import io.rutter.engine.log.Write;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Runs the appender: one thread takes what has arrived, lets the pure step decide, and does what it says. It waits for work and
 * polls nothing. Its box is bounded by the room that the gate gives out.
 */
public final class LogWriter implements AutoCloseable {
    private static final Duration CLOSING_AT_MOST = Duration.ofSeconds(30);
    private static final Duration PAUSE_BEFORE_REPEAT = Duration.ofMillis(100);

    private final LogStore store;
    private final Gate gate;
    private final InstantSource clock;
    private final Fatal fatal;
    private final List<LogFollower> beforeReply;
    private final List<LogFollower> afterReply;
    private final LinkedBlockingQueue<Mail> box = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "log-writer");
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Duration pauseBeforeRepeat;
    private AppenderState state;

    /** Why nothing is taken any more; empty while it is. */
    private volatile String over = "";

    /** What the thread finds in its box. */
    private sealed interface Mail {
        record Incoming(Write write) implements Mail {}

        record Stop() implements Mail {}
    }

    /**
     * @param opening with the write that opens the epoch
     * @param beforeReply told of each durable batch before anyone who waits for it
     * @param afterReply told of it when all who waited have been told
     * @param fatal called when the store is broken, or when a follower is
     */
    public LogWriter(
            LogStore store,
            Gate gate,
            InstantSource clock,
            AppenderState opening,
            List<LogFollower> beforeReply,
            List<LogFollower> afterReply,
            Fatal fatal) {
        this(store, gate, clock, opening, beforeReply, afterReply, fatal, PAUSE_BEFORE_REPEAT);
    }

    LogWriter(
            LogStore store,
            Gate gate,
            InstantSource clock,
            AppenderState opening,
            List<LogFollower> beforeReply,
            List<LogFollower> afterReply,
            Fatal fatal,
            Duration pauseBeforeRepeat) {
        this.pauseBeforeRepeat = pauseBeforeRepeat;
        this.store = store;
        this.gate = gate;
        this.clock = clock;
        this.state = opening;
        this.beforeReply = List.copyOf(beforeReply);
        this.afterReply = List.copyOf(afterReply);
        this.fatal = fatal;
    }

    /** Begins to write. */
    public void start() {
        state.waiting().forEach(write -> gate.take(write.drafts().size(), write.bytes()));
        thread.start();
    }

    /** Takes a write for which the gate has given room. */
    public void writeAdmitted(Write write) {
        box.add(new Mail.Incoming(write));
        if (!over.isEmpty()) {
            refuseBox();
        }
    }

    /** Takes a write of the engine's own, for which no room was asked. */
    public void write(Write write) {
        gate.take(write.drafts().size(), write.bytes());
        writeAdmitted(write);
    }

    /** Completes once everything that came before is settled; fails when that cannot be known. */
    public CompletableFuture<Void> barrier() {
        var barrier = new Barrier();
        writeAdmitted(Write.of(List.of(), barrier));
        return barrier;
    }

    private static final class Barrier extends CompletableFuture<Void> implements Write.Waiting {
        @Override
        public void durable(long first, long last) {
            complete(null);
        }

        @Override
        public void refused(RuntimeException why) {
            completeExceptionally(why);
        }

        @Override
        public void unknown(RuntimeException why) {
            completeExceptionally(why);
        }
    }

    private void run() {
        try {
            drain();
            while (takeMail()) {
                drain();
            }
            drain();
            end("the log is closed");
        } catch (IOException | RuntimeException | Error e) {
            end("the log can't be written any more");
            fatal.end(
                    "The log can't be written any more. The engine ends, so that nothing is built on what may be lost: "
                            + e.getMessage() + ". Look at the disk, then start the engine again.",
                    e);
        } catch (InterruptedException e) {
            end("the log was interrupted");
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for mail and takes all there is; false once it says stop. */
    private boolean takeMail() throws InterruptedException {
        var arrived = new ArrayList<Mail>();
        arrived.add(box.take());
        box.drainTo(arrived);
        boolean goOn = true;
        for (Mail one : arrived) {
            switch (one) {
                case Mail.Incoming incoming -> step(new AppenderMessage.Arrived(incoming.write()));
                case Mail.Stop _ -> goOn = false;
            }
        }
        return goOn;
    }

    /** Writes until nothing waits. What comes meanwhile is taken in between, so that batches fill. */
    private void drain() throws IOException, InterruptedException {
        while (!state.idle()) {
            perform(step(new AppenderMessage.Drain(clock.instant(), store::lastSequence)));
            for (Mail next = box.peek(); next instanceof Mail.Incoming incoming; next = box.peek()) {
                step(new AppenderMessage.Arrived(incoming.write()));
                box.remove();
            }
        }
    }

    private List<AppenderEffect> step(AppenderMessage message) {
        Appender.Step step = Appender.step(state, message);
        state = step.state();
        return step.effects();
    }

    /** Does what a step wants, and what the steps want that follow from it: a batch may be repeated for days. */
    private void perform(List<AppenderEffect> effects) throws IOException, InterruptedException {
        var todo = new ArrayDeque<>(effects);
        while (!todo.isEmpty()) {
            switch (todo.remove()) {
                case AppenderEffect.Append append -> todo.addAll(append(append.batch()));
                case AppenderEffect.Repeat repeat -> {
                    pause(repeat.why());
                    todo.addAll(append(repeat.batch()));
                }
                case AppenderEffect.Publish publish -> publish(publish);
                case AppenderEffect.Answer answer -> answer.barriers().forEach(LogWriter::tell);
                case AppenderEffect.Refuse refuse -> refuse(refuse.write(), refuse.why());
                case AppenderEffect.StepDown down -> throw new IOException(down.why());
            }
        }
    }

    private List<AppenderEffect> append(Batch batch) throws IOException {
        return step(new AppenderMessage.Stored(store.append(batch)));
    }

    /** Before the store is asked again. Who closes the log does not wait for a store that gives no answer. */
    private void pause(String why) throws IOException, InterruptedException {
        if (closing.await(pauseBeforeRepeat.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException("the log closes, and the store does not tell what became of a batch: " + why);
        }
    }

    private void publish(AppenderEffect.Publish publish) {
        var durable = new ArrayList<LogFollower.Durable>();
        for (Batch.Placed placed : publish.batch().entries()) {
            durable.add(new LogFollower.Durable(placed.entry(), placed.draft().after()));
        }
        beforeReply.forEach(follower -> follower.durable(durable));
        publish.writes().forEach(LogWriter::tell);
        afterReply.forEach(follower -> follower.durable(durable));
        publish.writes().forEach(settled -> giveBack(settled.write()));
    }

    private static void tell(Settled settled) {
        settled.write().waiting().durable(settled.first(), settled.last());
    }

    private void refuse(Write write, String why) {
        giveBack(write);
        write.waiting().refused(new IllegalStateException(why));
    }

    private void giveBack(Write write) {
        gate.giveBack(write.drafts().size(), write.bytes());
    }

    /** Tells everyone who still waits. What the store had may be durable; what waited is not. */
    private void end(String why) {
        over = why;
        for (Settled settled : state.unsettled()) {
            settled.write().waiting().unknown(new IllegalStateException(why));
        }
        state.waiting().forEach(write -> refuse(write, why));
        refuseBox();
    }

    private void refuseBox() {
        for (Mail next = box.poll(); next != null; next = box.poll()) {
            if (next instanceof Mail.Incoming incoming) {
                refuse(incoming.write(), over);
            }
        }
    }

    /** Writes what has arrived, then stops. */
    @Override
    public void close() {
        closing.countDown();
        box.add(new Mail.Stop());
        try {
            thread.join(CLOSING_AT_MOST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
