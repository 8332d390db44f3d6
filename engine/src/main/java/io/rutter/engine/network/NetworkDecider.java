package io.rutter.engine.network;

import io.rutter.engine.claims.Demand;
import io.rutter.engine.claims.Demand.FreeName;
import io.rutter.engine.claims.Demand.FreeSubnet;
import io.rutter.engine.claims.Grant.GrantedAll;
import io.rutter.engine.claims.Grant.GrantedSubnet;
import io.rutter.engine.entity.Decider;
import io.rutter.engine.entity.Decision;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.Cidr;
import io.rutter.engine.id.Kind;
import io.rutter.engine.network.Network.LiveNetwork;
import io.rutter.engine.network.Network.NoNetwork;
import io.rutter.engine.network.NetworkCommand.CreateNetwork;
import io.rutter.engine.network.NetworkCommand.RemoveNetwork;
import io.rutter.engine.network.NetworkEvent.NetworkCreated;
import io.rutter.engine.network.NetworkEvent.NetworkRemoved;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules of networks.
 *
 * @param id the network's id
 */
public record NetworkDecider(String id) implements Decider<NetworkCommand, NetworkEvent, Network> {
    @Override
    public Network nothing() {
        return new NoNetwork();
    }

    @Override
    public Decision<NetworkEvent> decide(Network state, NetworkCommand command, Instant now) {
        return switch (state) {
            case NoNetwork _ ->
                switch (command) {
                    case CreateNetwork create -> create(create, now);
                    case RemoveNetwork _ -> Decision.refuse(new Problem.NotFound("network " + id + " not found"));
                };
            case LiveNetwork network ->
                switch (command) {
                    case CreateNetwork _ ->
                        Decision.refuse(new Problem.Conflict("network with id " + id + " already exists"));
                    case RemoveNetwork _ -> remove(network, now);
                };
        };
    }

    private static Decision<NetworkEvent> create(CreateNetwork create, Instant now) {
        NetworkSpec spec = create.spec();
        var demands = new ArrayList<Demand>();
        demands.add(new FreeName(
                Kind.NETWORK, List.of(spec.name()), "network with name " + spec.name() + " already exists"));
        if (addressed(spec)) {
            var asked = spec.pools().isEmpty()
                    ? List.of(new NetworkSpec.Pool("", "", "", java.util.Map.of()))
                    : spec.pools();
            for (NetworkSpec.Pool pool : asked) {
                demands.add(new FreeSubnet(pool.subnet().isEmpty() ? null : pool.subnet(), create.defaultPools()));
            }
            return Decision.need(new Demand.All(demands), grant -> {
                var subnets = ((GrantedAll) grant)
                        .grants().stream()
                                .filter(GrantedSubnet.class::isInstance)
                                .map(GrantedSubnet.class::cast)
                                .map(GrantedSubnet::cidr)
                                .toList();
                return Decision.accept(new NetworkCreated(create.id(), withSubnets(spec, asked, subnets), now));
            });
        }
        return Decision.need(new Demand.All(demands), _ -> Decision.accept(new NetworkCreated(create.id(), spec, now)));
    }

    private static boolean addressed(NetworkSpec spec) {
        return switch (spec.driver()) {
            case "host", "null" -> false;
            default -> true;
        };
    }

    private static NetworkSpec withSubnets(NetworkSpec spec, List<NetworkSpec.Pool> asked, List<String> subnets) {
        var pools = new ArrayList<NetworkSpec.Pool>();
        for (int i = 0; i < asked.size(); i++) {
            NetworkSpec.Pool pool = asked.get(i);
            String subnet = subnets.get(i);
            String gateway = pool.gateway().isEmpty() ? Cidr.parse(subnet).firstHost() : pool.gateway();
            pools.add(new NetworkSpec.Pool(subnet, pool.range(), gateway, pool.auxiliary()));
        }
        return new NetworkSpec(
                spec.name(),
                spec.driver(),
                spec.scope(),
                spec.internal(),
                spec.attachable(),
                spec.ingress(),
                spec.ipv6(),
                spec.labels(),
                spec.options(),
                spec.ipamDriver(),
                spec.ipamOptions(),
                pools);
    }

    private static Decision<NetworkEvent> remove(LiveNetwork network, Instant now) {
        if (network.predefined()) {
            return Decision.refuse(
                    new Problem.Forbidden(network.spec().name() + " is a pre-defined network and cannot be removed"));
        }
        return Decision.need(
                new Demand.NobodyUses(
                        Kind.NETWORK,
                        network.id(),
                        _ -> new Problem.Forbidden("error while removing network: network "
                                + network.spec().name() + " id " + network.id() + " has active endpoints")),
                _ -> Decision.accept(new NetworkRemoved(
                        network.id(), network.spec().name(), network.spec().driver(), now)));
    }

    @Override
    public Network evolve(Network state, NetworkEvent event) {
        return switch (event) {
            case NetworkCreated made -> new LiveNetwork(made.id(), made.spec(), made.at());
            case NetworkRemoved _ -> new NoNetwork();
        };
    }
}
