package io.rutter.engine.swarm;

import io.rutter.engine.entity.Copy;
import io.rutter.engine.entity.Event;
import java.time.Instant;
import java.util.List;

/** What has happened to the cluster. Kept for ever: fields are added with defaults, never renamed. */
public sealed interface SwarmEvent extends Event {
    record SwarmInitialised(
            String clusterId,
            SwarmSpec spec,
            String workerToken,
            String managerToken,
            List<String> addressPools,
            int subnetPrefixLength,
            int dataPathPort,
            Instant at)
            implements SwarmEvent {
        public SwarmInitialised {
            addressPools = Copy.list(addressPools);
        }
    }

    record SwarmUpdated(long version, SwarmSpec spec, Instant at) implements SwarmEvent {}

    /** Tokens are other ones now; those that have joined stay. */
    record SwarmTokensRotated(String workerToken, String managerToken, Instant at) implements SwarmEvent {}

    record SwarmLeft(String clusterId, Instant at) implements SwarmEvent {}
}
