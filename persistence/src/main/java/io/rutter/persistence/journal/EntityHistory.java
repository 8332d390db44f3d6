package io.rutter.persistence.journal;

import io.rutter.engine.id.EntityKey;
import java.util.function.Consumer;

/** What the journal plugin reads of single entities. */
public interface EntityHistory {
    /** Sequence of the last durable event of an entity; 0 when it has none. */
    long highestSequence(EntityKey key);

    /** Sequence of the birth of an entity's last life; 0 when it has none. Before it there was nothing. */
    long lastBirth(EntityKey key);

    /** Gives an entity's entries in order, at most {@code max}, both ends included, without those marked as deleted. */
    void replay(EntityKey key, long fromSequence, long toSequence, long max, Consumer<Stored> to);

    /** Leaves an entity's events up to a sequence out of its replays from now on. The entries stay in the log. */
    void markDeleted(EntityKey key, long toSequence);
}
