package io.rutter.persistence.embedded;

import org.jspecify.annotations.Nullable;

/**
 * What the tables know of an entity without its entries.
 *
 * @param sequence of its last entry
 * @param birth sequence of the birth of its last life
 * @param born offset of that birth
 * @param died offset of the entry that ended that life; 0 while it lives
 */
record Head(long sequence, long birth, long born, long died) {
    static final Head NONE = new Head(0, 0, 0, 0);

    byte[] bytes() {
        return new Bytes(24)
                .small(sequence)
                .small(birth)
                .small(born)
                .small(died)
                .toArray();
    }

    static Head read(byte @Nullable [] stored) {
        if (stored == null) {
            return NONE;
        }
        var in = new Bytes.Reader(stored);
        return new Head(in.small(), in.small(), in.small(), in.small());
    }

    /** After one more entry. */
    Head next(long entrySequence, long incarnation, long offset, boolean alive) {
        boolean birthNow = entrySequence == incarnation;
        long newBorn = birthNow ? offset : born;
        long diedBefore = birthNow ? 0 : died;
        return new Head(entrySequence, incarnation, newBorn, alive || diedBefore != 0 ? diedBefore : offset);
    }
}
