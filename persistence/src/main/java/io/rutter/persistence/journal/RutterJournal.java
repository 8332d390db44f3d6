package io.rutter.persistence.journal;

import io.rutter.engine.entity.Receipt;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.log.Draft;
import io.rutter.engine.log.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.pekko.dispatch.Futures;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.journal.japi.AsyncWriteJournal;
import org.jspecify.annotations.Nullable;
import scala.concurrent.Future;
import scala.concurrent.Promise;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.FutureConverters;

/**
 * Pekko's journal: hands each atomic write to the appender and answers once it is durable. It never rejects, since a rejection
 * kills an entity without a reply; room was asked for before. An entity that recovers waits for what it still has under way.
 */
public final class RutterJournal extends AsyncWriteJournal {
    private final JournalSetup setup = JournalSetup.of(context().system());
    private final Payloads payloads = setup.payloads();

    @Override
    public Future<Iterable<Optional<Exception>>> doAsyncWriteMessages(Iterable<AtomicWrite> messages) {
        var pending = new ArrayList<PendingWrite>();
        for (AtomicWrite message : messages) {
            pending.add(submit(message));
        }
        return pending.size() == 1
                ? pending.getFirst().promise.future()
                : Futures.sequence(
                                pending.stream()
                                        .map(one -> one.promise.future())
                                        .toList(),
                                context().dispatcher())
                        .map(_ -> List.<Optional<Exception>>of(), context().dispatcher());
    }

    private PendingWrite submit(AtomicWrite message) {
        var drafts = new ArrayList<Draft>(message.size());
        boolean admitted = true;
        Receipt receipt = null;
        for (PersistentRepr written : CollectionConverters.asJava(message.payload())) {
            drafts.add(payloads.draft(written));
            admitted &= payloads.admitted(written.payload());
            Receipt carried = payloads.receipt(written.payload());
            receipt = carried == null ? receipt : carried;
        }
        var pending = new PendingWrite(receipt);
        if (admitted) {
            setup.writer().writeAdmitted(Write.of(drafts, pending));
        } else {
            setup.writer().write(Write.of(drafts, pending));
        }
        return pending;
    }

    /** A write whose entity and sender wait: first the receipt, then Pekko's acknowledgement. */
    private static final class PendingWrite implements Write.Waiting {
        private final Promise<Iterable<Optional<Exception>>> promise = Futures.promise();
        private final @Nullable Receipt receipt;

        PendingWrite(@Nullable Receipt receipt) {
            this.receipt = receipt;
        }

        @Override
        public void durable(long first, long last) {
            if (receipt != null) {
                receipt.complete(first, last);
            }
            // no element at all means that every write was accepted
            promise.success(List.of());
        }

        @Override
        public void refused(RuntimeException why) {
            unknown(why);
        }

        @Override
        public void unknown(RuntimeException why) {
            if (receipt != null) {
                receipt.unknown(why);
            }
            promise.failure(why);
        }
    }

    @Override
    public Future<Void> doAsyncDeleteMessagesTo(String persistenceId, long toSequence) {
        EntityKey key = payloads.key(persistenceId);
        return FutureConverters.asScala(
                settled().thenAccept(_ -> setup.history().markDeleted(key, toSequence)));
    }

    @Override
    public Future<Void> doAsyncReplayMessages(
            String persistenceId, long from, long to, long max, Consumer<PersistentRepr> replay) {
        EntityKey key = payloads.key(persistenceId);
        return FutureConverters.asScala(settled()
                .thenAcceptAsync(
                        _ -> setup.history()
                                .replay(key, from, to, max, stored -> replay.accept(repr(persistenceId, stored))),
                        context().dispatcher()));
    }

    private PersistentRepr repr(String persistenceId, Stored stored) {
        return PersistentRepr.apply(
                payloads.replayed(stored.entry()),
                stored.entry().sequence(),
                persistenceId,
                PersistentRepr.Undefined(),
                false,
                org.apache.pekko.actor.ActorRef.noSender(),
                stored.writer());
    }

    @Override
    public Future<Long> doAsyncReadHighestSequenceNr(String persistenceId, long from) {
        EntityKey key = payloads.key(persistenceId);
        return FutureConverters.asScala(settled()
                .thenApplyAsync(
                        _ -> setup.history().highestSequence(key), context().dispatcher()));
    }

    private CompletableFuture<Void> settled() {
        return setup.writer().barrier();
    }
}
