package io.rutter.engine.swarm;

import io.rutter.engine.entity.Copy;
import io.rutter.engine.entity.State;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import java.time.Instant;
import java.util.List;

/** What the cluster is: none, or one. */
public sealed interface Swarm extends State {
    /** There is one for each log, so its key is a constant; the cluster's own id is in its state. */
    EntityKey KEY = new EntityKey(Kind.SWARM, "swarm");

    record NoSwarm() implements Swarm {
        @Override
        public boolean alive() {
            return false;
        }
    }

    /**
     * A cluster.
     *
     * @param version of the set-up, counted from 1
     */
    record LiveSwarm(
            String clusterId,
            SwarmSpec spec,
            String workerToken,
            String managerToken,
            List<String> addressPools,
            int subnetPrefixLength,
            int dataPathPort,
            long version,
            Instant createdAt,
            Instant updatedAt)
            implements Swarm {
        public LiveSwarm {
            addressPools = Copy.list(addressPools);
        }

        @Override
        public boolean alive() {
            return true;
        }

        @Override
        public long generation() {
            return version;
        }

        LiveSwarm with(long newVersion, SwarmSpec newSpec, String newWorkerToken, String newManagerToken, Instant at) {
            return new LiveSwarm(
                    clusterId,
                    newSpec,
                    newWorkerToken,
                    newManagerToken,
                    addressPools,
                    subnetPrefixLength,
                    dataPathPort,
                    newVersion,
                    createdAt,
                    at);
        }
    }
}
