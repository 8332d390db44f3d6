package io.rutter.persistence.journal;

import io.rutter.engine.entity.Envelope;
import io.rutter.engine.entity.Receipt;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.log.Draft;
import io.rutter.engine.log.LogEntry;
import io.rutter.persistence.wire.WireCodec;
import org.apache.pekko.persistence.PersistentRepr;
import org.jspecify.annotations.Nullable;

/** What Pekko's journal is given and gives back, as drafts and entries. Entities use {@link #envelopes}; a test may differ. */
public interface Payloads {
    EntityKey key(String persistenceId);

    Draft draft(PersistentRepr written);

    /** Whether room was reserved for it at the gate. */
    boolean admitted(Object payload);

    @Nullable
    Receipt receipt(Object payload);

    Object replayed(LogEntry entry);

    /** The engine's own: every payload is an {@link Envelope}. */
    static Payloads envelopes(WireCodec codec) {
        return new EnvelopePayloads(codec);
    }
}
