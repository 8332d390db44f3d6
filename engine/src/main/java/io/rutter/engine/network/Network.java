package io.rutter.engine.network;

import io.rutter.engine.claims.AddressPool;
import io.rutter.engine.claims.Claim;
import io.rutter.engine.entity.State;
import io.rutter.engine.id.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a network is: not there, or there. */
public sealed interface Network extends State {
    record NoNetwork() implements Network {
        @Override
        public boolean alive() {
            return false;
        }
    }

    /** @param spec with the subnets and gateways that it has */
    record LiveNetwork(String id, NetworkSpec spec, Instant createdAt) implements Network {
        @Override
        public boolean alive() {
            return true;
        }

        @Override
        public Set<Claim> claims() {
            var claims = new HashSet<Claim>();
            claims.add(new Claim.Name(Kind.NETWORK, spec.name()));
            spec.pools().forEach(pool -> claims.add(new Claim.Subnet(pool.subnet())));
            return claims;
        }

        /** The networks that are always there. */
        public boolean predefined() {
            return switch (spec.name()) {
                case "bridge", "host", "none" -> true;
                default -> false;
            };
        }

        /** Where addresses on it come from. */
        public List<AddressPool> addressPools() {
            var pools = new ArrayList<AddressPool>();
            for (NetworkSpec.Pool pool : spec.pools()) {
                var reserved = new ArrayList<>(pool.auxiliary().values());
                reserved.add(pool.gateway());
                pools.add(new AddressPool(pool.subnet(), pool.range().isEmpty() ? null : pool.range(), reserved));
            }
            return pools;
        }
    }
}
