package io.rutter.engine.cluster.orders;

import io.rutter.engine.entity.Origin;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import io.rutter.engine.network.Network.LiveNetwork;
import io.rutter.engine.network.NetworkCommand.CreateNetwork;
import io.rutter.engine.network.NetworkCommand.RemoveNetwork;
import io.rutter.engine.network.NetworkSpec;
import io.rutter.engine.reconcile.Subnets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** What users ask of networks. */
public final class NetworkOrders {
    private final Orders orders;
    private final Supplier<List<String>> pools;

    public NetworkOrders(Orders orders, Supplier<List<String>> pools) {
        this.orders = orders;
        this.pools = pools;
    }

    public CompletionStage<Outcome<LiveNetwork>> create(NetworkSpec spec, Origin origin) {
        String id = orders.ids(origin).hex64();
        List<String> from = spec.scope().equals("swarm")
                ? orders.world().swarm().map(Subnets::of).orElse(List.of())
                : pools.get();
        return orders.send(
                new EntityKey(Kind.NETWORK, id), new CreateNetwork(id, spec, from), origin, LiveNetwork.class);
    }

    public CompletionStage<Outcome<Boolean>> remove(LiveNetwork network, Origin origin) {
        return orders.order(new EntityKey(Kind.NETWORK, network.id()), new RemoveNetwork(), origin);
    }
}
