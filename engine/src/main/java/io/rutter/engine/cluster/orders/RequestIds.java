package io.rutter.engine.cluster.orders;

import io.rutter.engine.entity.Actor;
import io.rutter.engine.entity.Origin;
import java.util.concurrent.atomic.AtomicLong;

/** Names for decisions that no client named: the epoch and a number, so that they are unique over restarts. */
public final class RequestIds {
    private final String prefix;
    private final AtomicLong next = new AtomicLong();

    public RequestIds(long epoch) {
        this.prefix = "e" + epoch + "-";
    }

    public String fresh() {
        return prefix + next.incrementAndGet();
    }

    /** A decision of a controller, because of an entry. */
    public Origin controller(String name, long cause) {
        return new Origin(Actor.controller(name), fresh(), cause, null);
    }

    /** A report of a node. */
    public Origin node(String nodeId, long cause) {
        return new Origin(Actor.node(nodeId), fresh(), cause, null);
    }
}
