package io.rutter.engine.log;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes that wait, first in first out. A value: two stacks, of which one is turned over when the other is empty, so that each
 * write is touched three times however long the queue is.
 */
record Backlog(@Nullable Link front, @Nullable Link back) {
    static final Backlog EMPTY = new Backlog(null, null);

    /** One write and those below it. */
    record Link(Write write, @Nullable Link next) {}

    boolean isEmpty() {
        return front == null && back == null;
    }

    Backlog with(Write write) {
        return new Backlog(front, new Link(write, back));
    }

    /** The same writes, the first of them on top of the front; an empty backlog has none. */
    Backlog turned() {
        if (front != null) {
            return this;
        }
        Link turned = null;
        for (Link link = back; link != null; link = link.next()) {
            turned = new Link(link.write(), turned);
        }
        return new Backlog(turned, null);
    }

    List<Write> inOrder() {
        var writes = new ArrayList<Write>();
        Backlog rest = turned();
        for (Link next = rest.front(); next != null; next = rest.front()) {
            writes.add(next.write());
            rest = new Backlog(next.next(), rest.back()).turned();
        }
        return writes;
    }
}
