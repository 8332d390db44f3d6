package io.rutter.engine.container;

import io.rutter.engine.claims.Claim;
import io.rutter.engine.entity.Copy;
import io.rutter.engine.entity.State;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a container is: not there, a task still without a node, alive, or removed while the host still lets go of it. */
public sealed interface Container extends State
        permits Container.NoContainer, WaitingTask, LiveContainer, Container.RemovedContainer {
    record NoContainer() implements Container {
        @Override
        public boolean alive() {
            return false;
        }
    }

    /**
     * Gone for users. It holds its last addresses until the host has released them.
     *
     * @param volumes anonymous volumes that go with it
     * @param run its last run, for those who waited for the end
     * @param held that the host still has something of it: with its release nothing is left
     */
    record RemovedContainer(
            String id,
            String nodeId,
            List<Endpoint> endpoints,
            List<String> volumes,
            LiveContainer.Run run,
            boolean held)
            implements Container {
        public RemovedContainer {
            endpoints = Copy.list(endpoints);
            volumes = Copy.list(volumes);
        }

        @Override
        public boolean alive() {
            return false;
        }

        @Override
        public Set<Claim> claims() {
            var claims = new HashSet<Claim>();
            addresses(endpoints, claims);
            return claims;
        }
    }

    /** The claims that come with places on networks. */
    static void addresses(List<Endpoint> endpoints, Set<Claim> into) {
        for (Endpoint endpoint : endpoints) {
            if (!endpoint.ipv4().isEmpty()) {
                into.add(new Claim.Address(endpoint.networkId(), endpoint.ipv4()));
            }
        }
    }
}
