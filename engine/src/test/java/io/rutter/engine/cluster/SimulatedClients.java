package io.rutter.engine.cluster;

import io.rutter.engine.cluster.orders.Orders;
import io.rutter.engine.cluster.orders.ServiceOrders;
import io.rutter.engine.cluster.orders.SubnetPools;
import io.rutter.engine.container.ContainerCommand.DeclareContainer;
import io.rutter.engine.container.ContainerCommand.RemoveContainer;
import io.rutter.engine.container.ContainerCommand.StartContainer;
import io.rutter.engine.container.ContainerCommand.StopContainer;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.Specs;
import io.rutter.engine.entity.Actor;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.id.ContainerId;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.ImageId;
import io.rutter.engine.id.Kind;
import io.rutter.engine.network.Network.LiveNetwork;
import io.rutter.engine.network.NetworkCommand.CreateNetwork;
import io.rutter.engine.network.NetworkCommand.RemoveNetwork;
import io.rutter.engine.reconcile.StartPlanner;
import io.rutter.engine.reconcile.StartPlanner.StartPlan;
import io.rutter.engine.service.LiveService;
import io.rutter.engine.service.ServiceSpecs;
import io.rutter.engine.service.spec.UpdateConfig;
import io.rutter.engine.service.spec.UpdateConfig.FailureAction;
import io.rutter.engine.service.spec.UpdateConfig.UpdateOrder;
import io.rutter.engine.volume.VolumeCommand.CreateVolume;
import io.rutter.engine.volume.VolumeCommand.RemoveVolume;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Clients who want anything, in few names, so that they get in one another's way. */
final class SimulatedClients {
    private static final int NAMES = 3;
    private static final String SERVICE = "web";
    private static final List<String> IMAGES = List.of("web:1", "web:2", "web:bad");

    private final Random random;
    private ServiceSpecs specs = ServiceSpecs.replicas(2);
    private int requests;

    SimulatedClients(Random random) {
        this.random = random;
    }

    ServiceSpecs specs() {
        return specs;
    }

    private Origin request() {
        requests++;
        return new Origin(Actor.user("client", null, null), "request-" + requests, 0, null);
    }

    void ask(Orders orders) {
        switch (random.nextInt(11)) {
            case 0 -> declare(orders);
            case 1, 8, 9 -> start(orders);
            case 2 -> order(orders, new StopContainer(null, null));
            case 3 -> order(orders, new RemoveContainer(random.nextBoolean(), true));
            case 4 -> network(orders);
            case 5 -> volume(orders);
            case 6 -> {
                specs = specs.mode(ServiceSpecs.replicas(1 + random.nextInt(4)).mode());
                service(orders);
            }
            case 7 -> {
                specs = specs.image(IMAGES.get(random.nextInt(IMAGES.size()))).update(update());
                service(orders);
            }
            default -> service(orders);
        }
    }

    /** A service that works, whatever was asked before. */
    void askForWhatWorks(Orders orders) {
        specs = specs.image("web:1").update(UpdateConfig.DEFAULT);
        service(orders);
    }

    private void service(Orders orders) {
        var services = new ServiceOrders(orders);
        LiveService service = orders.world().services().find(SERVICE).optional().orElse(null);
        if (service == null) {
            services.create(specs.named(SERVICE), request());
        } else {
            services.update(service, service.version(), specs.named(SERVICE), request());
        }
    }

    private UpdateConfig update() {
        return new UpdateConfig(
                random.nextInt(3),
                Duration.ofSeconds(random.nextInt(5)),
                FailureAction.values()[random.nextInt(3)],
                Duration.ofSeconds(1 + random.nextInt(5)),
                0,
                UpdateOrder.values()[random.nextInt(2)]);
    }

    private void declare(Orders orders) {
        ContainerId id = orders.ids().container();
        var names = List.of("c" + random.nextInt(NAMES));
        String image = orders.world().images().all().getFirst().id();
        var declare = new DeclareContainer(
                id, names, Specs.spec(random.nextBoolean()), new ImageId(image), List.of(), SwarmSimulation.NODE, null);
        orders.commands().send(EntityKey.container(id), declare, request());
    }

    private List<LiveContainer> standalone(Orders orders) {
        var found = new ArrayList<LiveContainer>();
        for (LiveContainer container : orders.world().containers().all()) {
            if (container.owner() == null) {
                found.add(container);
            }
        }
        return found;
    }

    private void start(Orders orders) {
        List<LiveContainer> all = standalone(orders);
        if (!all.isEmpty()) {
            LiveContainer chosen = all.get(random.nextInt(all.size()));
            if (new StartPlanner(orders.world(), orders.ids()::hex64, () -> true).plan(chosen)
                    instanceof StartPlan.Ready ready) {
                var start = new StartContainer(ready.endpoints(), ready.ports());
                orders.commands().send(EntityKey.container(chosen.id()), start, request());
            }
        }
    }

    private void order(Orders orders, Object command) {
        List<LiveContainer> all = standalone(orders);
        if (!all.isEmpty()) {
            LiveContainer chosen = all.get(random.nextInt(all.size()));
            orders.commands().send(EntityKey.container(chosen.id()), command, request());
        }
    }

    private void network(Orders orders) {
        List<LiveNetwork> all = orders.world().networks().all();
        if (random.nextBoolean() || all.size() < 2) {
            String id = orders.ids().hex64();
            var create =
                    new CreateNetwork(id, SwarmSimulation.network("n" + random.nextInt(NAMES)), SubnetPools.docker());
            orders.commands().send(new EntityKey(Kind.NETWORK, id), create, request());
        } else {
            LiveNetwork network = all.get(random.nextInt(all.size()));
            if (network.spec().name().startsWith("n")) {
                orders.commands().send(new EntityKey(Kind.NETWORK, network.id()), new RemoveNetwork(), request());
            }
        }
    }

    private void volume(Orders orders) {
        EntityKey key = EntityKey.volume("v" + random.nextInt(NAMES));
        Object command = random.nextBoolean()
                ? new CreateVolume(SwarmSimulation.NODE, "local", Map.of(), Map.of(), false)
                : new RemoveVolume(false);
        orders.commands().send(key, command, request());
    }
}
