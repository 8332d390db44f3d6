package io.rutter.agent.reconcile;

import java.io.IOException;
import java.util.Map;

/**
 * What the first look at a host has found of containers, by id.
 *
 * @param seen what is known of each that left something
 * @param unclear those of which it could not be told yet, with what to ask again
 */
record FirstLook(Map<String, Seen> seen, Map<String, Sight> unclear) {
    FirstLook {
        seen = Map.copyOf(seen);
        unclear = Map.copyOf(unclear);
    }

    /** A look at one container; may be repeated when it failed. */
    interface Sight {
        Seen look() throws IOException;
    }
}
