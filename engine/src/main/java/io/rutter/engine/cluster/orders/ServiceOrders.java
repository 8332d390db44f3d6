package io.rutter.engine.cluster.orders;

import io.rutter.engine.config.Config.LiveConfig;
import io.rutter.engine.config.ConfigCommand.CreateConfig;
import io.rutter.engine.config.ConfigCommand.RelabelConfig;
import io.rutter.engine.config.ConfigCommand.RemoveConfig;
import io.rutter.engine.config.ConfigSpec;
import io.rutter.engine.container.Container;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import io.rutter.engine.reconcile.ServiceAddresses;
import io.rutter.engine.reconcile.ServiceLookups;
import io.rutter.engine.reconcile.service.Pictures;
import io.rutter.engine.reconcile.service.TaskView;
import io.rutter.engine.secret.Secret.LiveSecret;
import io.rutter.engine.secret.SecretCommand.CreateSecret;
import io.rutter.engine.secret.SecretCommand.RelabelSecret;
import io.rutter.engine.secret.SecretCommand.RemoveSecret;
import io.rutter.engine.secret.SecretSpec;
import io.rutter.engine.service.LiveService;
import io.rutter.engine.service.ServiceCommand.CreateService;
import io.rutter.engine.service.ServiceCommand.RemoveService;
import io.rutter.engine.service.ServiceCommand.RollBackService;
import io.rutter.engine.service.ServiceCommand.UpdateService;
import io.rutter.engine.service.spec.ServiceSpec;
import io.rutter.engine.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What users ask of services, secrets and configs. What follows from it is the controllers' work. */
public final class ServiceOrders {
    private static final Duration TOLD_LIMIT = Duration.ofSeconds(10);

    private final Orders orders;

    public ServiceOrders(Orders orders) {
        this.orders = orders;
    }

    /** A service that nobody named gets a name of the engine's choice. */
    public CompletionStage<Outcome<LiveService>> create(ServiceSpec asked, Origin origin) {
        FreshIds ids = orders.ids(origin);
        ServiceSpec spec = asked.name().isEmpty() ? asked.withName(ids.names().getLast()) : asked;
        var key = new EntityKey(Kind.SERVICE, ids.base36());
        World world = orders.world(key, origin);
        return switch (ServiceLookups.resolve(world, spec)) {
            case ServiceLookups.Resolved.Wrong wrong -> Outcome.done(Outcome.refused(wrong.problem()));
            case ServiceLookups.Resolved.Right right ->
                orders.send(
                        key,
                        new CreateService(right.spec(), ServiceAddresses.of(world, right.spec())),
                        origin,
                        LiveService.class);
        };
    }

    /** @param version that the writer knew */
    public CompletionStage<Outcome<LiveService>> update(
            LiveService service, long version, ServiceSpec spec, Origin origin) {
        World world = orders.world(key(service), origin);
        return switch (ServiceLookups.resolve(world, spec)) {
            case ServiceLookups.Resolved.Wrong wrong -> Outcome.done(Outcome.refused(wrong.problem()));
            case ServiceLookups.Resolved.Right right ->
                orders.send(
                        key(service),
                        new UpdateService(version, right.spec(), ServiceAddresses.of(world, right.spec())),
                        origin,
                        LiveService.class);
        };
    }

    /** Back to the version before, because a user says so. */
    public CompletionStage<Outcome<LiveService>> rollBack(LiveService service, long version, Origin origin) {
        ServiceSpec previous = service.previous();
        var addresses = previous == null
                ? List.<io.rutter.engine.service.ServiceCommand.AddressPlan>of()
                : ServiceAddresses.of(orders.world(), previous);
        return orders.send(
                key(service),
                new RollBackService(version, false, "manually requested rollback", addresses),
                origin,
                LiveService.class);
    }

    /** Removes it; answers once its tasks are told to stop, so that nothing of it stands in the way of its networks. */
    public CompletionStage<Outcome<Boolean>> remove(LiveService service, Origin origin) {
        return orders.order(key(service), new RemoveService(), origin)
                .thenCompose(removed -> removed.then(_ -> untilTold(service)));
    }

    private CompletionStage<Outcome<Boolean>> untilTold(LiveService service) {
        CompletionStage<Outcome<Boolean>> told = Outcome.done(Outcome.ok(true));
        for (TaskView task : Pictures.tasks(orders.world(), service.id())) {
            EntityKey key = EntityKey.container(task.id());
            told = told.thenCompose(before -> before.then(_ -> orders.until(
                    key,
                    world -> toldToStop(world, key),
                    TOLD_LIMIT,
                    "end of task " + task.owner().taskId())));
        }
        return told;
    }

    private static Optional<Outcome<Boolean>> toldToStop(World world, EntityKey key) {
        boolean active = world.live(key, Container.class)
                .flatMap(container -> Pictures.view(world, container))
                .filter(TaskView::active)
                .isPresent();
        return active ? Optional.empty() : Optional.of(Outcome.ok(true));
    }

    private static EntityKey key(LiveService service) {
        return new EntityKey(Kind.SERVICE, service.id());
    }

    public CompletionStage<Outcome<LiveSecret>> createSecret(SecretSpec spec, Origin origin) {
        return orders.send(
                new EntityKey(Kind.SECRET, orders.ids(origin).base36()),
                new CreateSecret(spec),
                origin,
                LiveSecret.class);
    }

    public CompletionStage<Outcome<Boolean>> updateSecret(
            LiveSecret secret, long version, SecretSpec spec, Origin origin) {
        return orders.order(new EntityKey(Kind.SECRET, secret.id()), new RelabelSecret(version, spec), origin);
    }

    public CompletionStage<Outcome<Boolean>> removeSecret(LiveSecret secret, Origin origin) {
        return orders.order(new EntityKey(Kind.SECRET, secret.id()), new RemoveSecret(), origin);
    }

    public CompletionStage<Outcome<LiveConfig>> createConfig(ConfigSpec spec, Origin origin) {
        return orders.send(
                new EntityKey(Kind.CONFIG, orders.ids(origin).base36()),
                new CreateConfig(spec),
                origin,
                LiveConfig.class);
    }

    public CompletionStage<Outcome<Boolean>> updateConfig(
            LiveConfig config, long version, ConfigSpec spec, Origin origin) {
        return orders.order(new EntityKey(Kind.CONFIG, config.id()), new RelabelConfig(version, spec), origin);
    }

    public CompletionStage<Outcome<Boolean>> removeConfig(LiveConfig config, Origin origin) {
        return orders.order(new EntityKey(Kind.CONFIG, config.id()), new RemoveConfig(), origin);
    }
}
