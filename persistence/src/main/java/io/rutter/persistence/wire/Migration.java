package io.rutter.persistence.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Brings a stored value of an older version of its type up to the next version. */
@FunctionalInterface
public interface Migration {
    /**
     * Changes the value from one version to the next.
     *
     * @param value as stored, or as the step before left it
     * @param fromVersion version that it has now; afterwards it has one more
     */
    void raise(ObjectNode value, int fromVersion);
}
