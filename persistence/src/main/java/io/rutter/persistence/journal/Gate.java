package io.rutter.persistence.journal;

import io.rutter.engine.entity.Event;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.log.Admission;
import io.rutter.engine.log.Encoded;
import io.rutter.engine.log.Reserved;
import io.rutter.persistence.wire.WireCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** Encodes events and keeps count of the room that they take until they are durable; answers at once, from any thread. */
public final class Gate implements Admission {
    private final WireCodec codec;
    private final Space space;
    private final Predicate<Event> removes;
    private final AtomicReference<Reserved> reserved = new AtomicReference<>(Reserved.NONE);

    /** @param removes whether an event removes something, so that it may be written on a nearly full disk */
    public Gate(WireCodec codec, Space space, Predicate<Event> removes) {
        this.codec = codec;
        this.space = space;
        this.removes = removes;
    }

    @Override
    public Admitted admit(List<? extends Event> events) {
        var encoded = new ArrayList<Encoded>(events.size());
        int bytes = 0;
        for (Event event : events) {
            Encoded one = codec.encode(event);
            if (one.bytes().length > Reserved.MAX_EVENT_BYTES) {
                return new Admitted.Full(new Problem.Invalid("this is too large: " + one.bytes().length
                        + " bytes, where at most " + Reserved.MAX_EVENT_BYTES + " can be kept"));
            }
            encoded.add(one);
            bytes += one.bytes().length;
        }
        if (!space.forAll() && !(events.stream().allMatch(removes) && space.forRemovals())) {
            return new Admitted.Full(new Problem.Busy("the disk of the log is nearly full: remove containers, images or"
                    + " volumes, or give it more space"));
        }
        return reserve(encoded, bytes);
    }

    private Admitted reserve(List<Encoded> encoded, int bytes) {
        while (true) {
            Reserved now = reserved.get();
            if (!now.has(encoded.size(), bytes)) {
                return new Admitted.Full(new Problem.Busy("too many commands are under way: try again"));
            }
            if (reserved.compareAndSet(now, now.plus(encoded.size(), bytes))) {
                return new Admitted.Room(encoded, bytes);
            }
        }
    }

    @Override
    public void release(Admitted.Room room) {
        giveBack(room.encoded().size(), room.bytes());
    }

    void giveBack(int entries, long bytes) {
        reserved.updateAndGet(now -> now.minus(entries, bytes));
    }

    /** Takes room whether there is any or not: for what the engine itself has to write. */
    void take(int entries, long bytes) {
        reserved.updateAndGet(now -> now.plus(entries, bytes));
    }

    Reserved reserved() {
        return reserved.get();
    }
}
