package io.rutter.persistence.journal;

import io.rutter.engine.entity.Envelope;
import io.rutter.engine.entity.Receipt;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.log.Draft;
import io.rutter.engine.log.LogEntry;
import io.rutter.persistence.wire.WireCodec;
import org.apache.pekko.persistence.PersistentRepr;
import org.jspecify.annotations.Nullable;

/** What entities write: every payload is an {@link Envelope}, encoded at the gate or else here. */
record EnvelopePayloads(WireCodec codec) implements Payloads {
    @Override
    public EntityKey key(String persistenceId) {
        return EntityKey.parse(persistenceId);
    }

    @Override
    public Draft draft(PersistentRepr written) {
        var envelope = (Envelope) written.payload();
        if (envelope.after() == null) {
            throw new IllegalStateException("an envelope without the state after it: " + envelope.event());
        }
        return new Draft(
                key(written.persistenceId()),
                written.sequenceNr(),
                envelope.incarnation(),
                envelope.origin(),
                envelope.observedAt(),
                envelope.event(),
                envelope.after(),
                envelope.encoded() == null ? codec.encode(envelope.event()) : envelope.encoded(),
                written.writerUuid());
    }

    @Override
    public boolean admitted(Object payload) {
        return ((Envelope) payload).encoded() != null;
    }

    @Override
    public @Nullable Receipt receipt(Object payload) {
        return ((Envelope) payload).receipt();
    }

    @Override
    public Object replayed(LogEntry entry) {
        return new Envelope(entry.event(), entry.origin(), entry.observedAt(), entry.incarnation(), null, null, null);
    }
}
