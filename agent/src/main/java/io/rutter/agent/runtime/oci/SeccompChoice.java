package io.rutter.agent.runtime.oci;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.container.Security;
import java.util.List;

/** How system calls are filtered. */
interface SeccompChoice {
    /** No filter. */
    SeccompChoice UNCONFINED = (config, linux, capabilities) -> {};

    /** What the user asked for. */
    static SeccompChoice of(Security security) {
        return UNCONFINED;
    }

    /** Writes the filter into a configuration; what is allowed depends on the capabilities. */
    void apply(ObjectNode config, ObjectNode linux, List<String> capabilities);
}
