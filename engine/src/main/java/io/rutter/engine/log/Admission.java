package io.rutter.engine.log;

import io.rutter.engine.entity.Event;
import io.rutter.engine.entity.Problem;
import java.util.List;

/**
 * Asks for room in the appender's queue before anything is persisted, since a write that the journal rejects kills its entity
 * without a reply.
 */
public interface Admission {
    /** Encodes events and reserves room for them. Refuses: Invalid (too large), Busy (queue full, disk nearly full). */
    Admitted admit(List<? extends Event> events);

    /** The answer. */
    sealed interface Admitted {
        /** Room is reserved until the write arrives or {@link Admission#release} gives it back. */
        record Room(List<Encoded> encoded, int bytes) implements Admitted {}

        record Full(Problem problem) implements Admitted {}
    }

    /** Gives reserved room back because the write will not come. */
    void release(Admitted.Room room);
}
