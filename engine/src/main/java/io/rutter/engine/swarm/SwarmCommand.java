package io.rutter.engine.swarm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may be asked of the cluster. */
public sealed interface SwarmCommand {
    /**
     * Makes this log a cluster's. Refuses: Unavailable when it is one already.
     *
     * @param clusterId 25 characters
     * @param addressPools subnets from which its networks get theirs
     * @param subnetPrefixLength size of those
     */
    record InitSwarm(
            String clusterId,
            SwarmSpec spec,
            String workerToken,
            String managerToken,
            List<String> addressPools,
            int subnetPrefixLength,
            int dataPathPort)
            implements SwarmCommand {
        public InitSwarm {
            addressPools = List.copyOf(addressPools);
        }
    }

    /**
     * Sets it up anew. Refuses: NotFound, Conflict when somebody else was quicker.
     *
     * @param version which the writer knew
     * @param workerToken null to keep it
     * @param managerToken null to keep it
     */
    record UpdateSwarm(
            long version,
            SwarmSpec spec,
            @Nullable String workerToken,
            @Nullable String managerToken) implements SwarmCommand {}

    /** Ends it, and with it everything that lives in it. Refuses: Unavailable without force. */
    record LeaveSwarm(boolean force) implements SwarmCommand {}
}
