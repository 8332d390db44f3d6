package io.rutter.persistence.embedded;

import io.rutter.engine.entity.Actor;
import io.rutter.engine.entity.Event;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.entity.Receipt;
import io.rutter.engine.entity.State;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import io.rutter.engine.log.Draft;
import io.rutter.engine.log.LogEntry;
import io.rutter.persistence.journal.Payloads;
import io.rutter.persistence.wire.WireCodec;
import java.time.Instant;
import org.apache.pekko.persistence.PersistentRepr;

/** Texts as events, which is what Pekko's tests of a journal write. */
record TextPayloads(WireCodec codec) implements Payloads {
    record Text(String text) implements Event {
        @Override
        public Instant at() {
            return Instant.EPOCH;
        }
    }

    record Texts() implements State {
        @Override
        public boolean alive() {
            return true;
        }
    }

    @Override
    public EntityKey key(String persistenceId) {
        return new EntityKey(Kind.CHANGE, persistenceId);
    }

    @Override
    public Draft draft(PersistentRepr written) {
        var event = new Text((String) written.payload());
        return new Draft(
                key(written.persistenceId()),
                written.sequenceNr(),
                1,
                new Origin(Actor.controller("tck"), "", 0, null),
                null,
                event,
                new Texts(),
                codec.encode(event),
                written.writerUuid());
    }

    @Override
    public boolean admitted(Object payload) {
        return false;
    }

    @Override
    public Receipt receipt(Object payload) {
        return null;
    }

    @Override
    public Object replayed(LogEntry entry) {
        return ((Text) entry.event()).text();
    }
}
