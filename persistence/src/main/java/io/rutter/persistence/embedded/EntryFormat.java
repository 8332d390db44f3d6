package io.rutter.persistence.embedded;

import io.rutter.engine.entity.Actor;
import io.rutter.engine.entity.Event;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.log.Batch;
import io.rutter.engine.log.Encoded;
import io.rutter.engine.log.LogEntry;
import io.rutter.persistence.journal.Stored;
import io.rutter.persistence.wire.WireCodec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry as bytes: a format byte, a compact header, the payload. The header's first field is recordedAt, so that a search by
 * time decodes nothing else.
 */
final class EntryFormat {
    private static final int FORMAT = 1;
    private static final int OBSERVED = 1;
    private static final int REASON = 2;
    private static final int PROCESS = 4;
    private static final int ADDRESS = 8;
    private static final int WRITER_UUID = 16;
    private static final int FINGERPRINT = 32;
    private static final int HEADER_GUESS = 256;

    private final WireCodec codec;

    EntryFormat(WireCodec codec) {
        this.codec = codec;
    }

    /** An entry's two parts, which the chain of hashes takes one by one. */
    @SuppressWarnings("ArrayRecordComponent") // parts of one stored value, never compared
    record Parts(byte[] header, byte[] payload) {
        byte[] joined() {
            return new Bytes(1 + header.length + payload.length)
                    .put(FORMAT)
                    .raw(header)
                    .raw(payload)
                    .toArray();
        }
    }

    static Parts parts(Batch.Placed placed) {
        LogEntry entry = placed.entry();
        Encoded encoded = placed.draft().encoded();
        Origin origin = entry.origin();
        Actor actor = origin.actor();
        UUID writer = uuid(placed.draft().writer());
        var header = new Bytes(HEADER_GUESS)
                .fixed(micros(entry.recordedAt()))
                .put(flags(entry.observedAt(), origin, writer))
                .small(entry.epoch())
                .text(entry.key().persistenceId())
                .small(entry.sequence())
                .small(entry.incarnation())
                .small(encoded.wireId())
                .small(encoded.version())
                .put(actor.kind().name().charAt(0))
                .text(actor.name())
                .text(origin.requestId())
                .small(origin.cause());
        if (entry.observedAt() != null) {
            header.fixed(entry.observedAt().getEpochSecond())
                    .small(entry.observedAt().getNano());
        }
        optional(header, origin.reason());
        optional(header, actor.process());
        optional(header, actor.address());
        optional(header, origin.fingerprint());
        if (writer == null) {
            header.text(placed.draft().writer());
        } else {
            header.fixed(writer.getMostSignificantBits()).fixed(writer.getLeastSignificantBits());
        }
        header.small(encoded.bytes().length);
        return new Parts(header.toArray(), encoded.bytes());
    }

    private static int flags(@Nullable Instant observedAt, Origin origin, @Nullable UUID writer) {
        return (observedAt == null ? 0 : OBSERVED)
                | (origin.reason() == null ? 0 : REASON)
                | (origin.actor().process() == null ? 0 : PROCESS)
                | (origin.actor().address() == null ? 0 : ADDRESS)
                | (writer == null ? 0 : WRITER_UUID)
                | (origin.fingerprint() == null ? 0 : FINGERPRINT);
    }

    private static void optional(Bytes header, @Nullable String text) {
        if (text != null) {
            header.text(text);
        }
    }

    private static @Nullable UUID uuid(String writer) {
        try {
            return writer.length() == 36 ? UUID.fromString(writer) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** By its first letter, so that the order of the constants is free. */
    private static Actor.Kind actorKind(int letter) {
        for (Actor.Kind kind : Actor.Kind.values()) {
            if (kind.name().charAt(0) == letter) {
                return kind;
            }
        }
        throw new IllegalStateException("an entry was caused by an unknown sort of someone: " + (char) letter);
    }

    static long recordedMicros(byte[] stored) {
        return reader(stored).fixed();
    }

    Stored read(long offset, byte[] stored) {
        var in = reader(stored);
        Instant recordedAt = instant(in.fixed());
        int flags = in.next();
        long epoch = in.small();
        EntityKey key = EntityKey.parse(in.text());
        long sequence = in.small();
        long incarnation = in.small();
        int wireId = (int) in.small();
        int version = (int) in.small();
        Actor.Kind actorKind = actorKind(in.next());
        String actorName = in.text();
        String requestId = in.text();
        long cause = in.small();
        Instant observedAt = (flags & OBSERVED) == 0 ? null : Instant.ofEpochSecond(in.fixed(), in.small());
        String reason = (flags & REASON) == 0 ? null : in.text();
        String process = (flags & PROCESS) == 0 ? null : in.text();
        String address = (flags & ADDRESS) == 0 ? null : in.text();
        String fingerprint = (flags & FINGERPRINT) == 0 ? null : in.text();
        String writer = (flags & WRITER_UUID) == 0 ? in.text() : new UUID(in.fixed(), in.fixed()).toString();
        int length = (int) in.small();
        Event event = (Event) codec.decode(wireId, version, stored, in.position(), length);
        var origin =
                new Origin(new Actor(actorKind, actorName, process, address), requestId, cause, reason, fingerprint);
        return new Stored(
                new LogEntry(offset, epoch, recordedAt, observedAt, key, sequence, incarnation, origin, event), writer);
    }

    /** The parts of a stored entry, for the chain of hashes; decodes no payload. */
    static Parts split(byte[] stored) {
        var in = reader(stored);
        in.fixed();
        int flags = in.next();
        in.small();
        in.text();
        for (int number = 0; number < 4; number++) {
            in.small();
        }
        in.next();
        in.text();
        in.text();
        in.small();
        if ((flags & OBSERVED) != 0) {
            in.fixed();
            in.small();
        }
        for (int flag = REASON; flag <= ADDRESS; flag <<= 1) {
            if ((flags & flag) != 0) {
                in.text();
            }
        }
        if ((flags & FINGERPRINT) != 0) {
            in.text();
        }
        if ((flags & WRITER_UUID) == 0) {
            in.text();
        } else {
            in.raw(2 * Long.BYTES);
        }
        int length = (int) in.small();
        int start = in.position();
        var whole = new Bytes.Reader(stored);
        whole.raw(1);
        return new Parts(whole.raw(start - 1), in.raw(length));
    }

    private static Bytes.Reader reader(byte[] stored) {
        var in = new Bytes.Reader(stored);
        int format = in.next();
        if (format != FORMAT) {
            throw new IllegalStateException("the log holds an entry in format " + format
                    + ", which this version of Rutter does not know. Run a newer one; nothing was changed.");
        }
        return in;
    }

    static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
