package io.rutter.engine.cluster;

import io.rutter.engine.cluster.orders.Orders;
import io.rutter.engine.cluster.orders.Outcome;
import io.rutter.engine.cluster.orders.VolumeOrders;
import io.rutter.engine.container.ContainerCommand.AwaitPlacement;
import io.rutter.engine.container.ContainerCommand.RejectTask;
import io.rutter.engine.container.ContainerCommand.RemoveContainer;
import io.rutter.engine.container.ContainerCommand.ShutDownTask;
import io.rutter.engine.container.ContainerCommand.StartContainer;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.TaskOwner;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.ContainerId;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import io.rutter.engine.network.Network.LiveNetwork;
import io.rutter.engine.node.Node.LiveNode;
import io.rutter.engine.reconcile.ServiceAddresses;
import io.rutter.engine.reconcile.StartPlanner;
import io.rutter.engine.reconcile.StartPlanner.StartPlan;
import io.rutter.engine.reconcile.declare.DeclarePlanner;
import io.rutter.engine.reconcile.declare.DeclarePlanner.DeclarePlan;
import io.rutter.engine.reconcile.declare.NewContainer;
import io.rutter.engine.reconcile.declare.TaskTranslation;
import io.rutter.engine.reconcile.service.TaskStep;
import io.rutter.engine.service.LiveService;
import io.rutter.engine.service.ServiceCommand.AddressPlan;
import io.rutter.engine.service.ServiceCommand.NoteUpdate;
import io.rutter.engine.service.ServiceCommand.RollBackService;
import io.rutter.engine.service.spec.ServiceSpec;
import io.rutter.engine.world.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Turns the steps of a service's plan into orders to entities. May be repeated: an order that was followed already changes
 * nothing.
 *
 * @param world that the plan was made of
 * @param service null when it is gone
 */
record TaskExecution(Orders orders, World world, @Nullable LiveService service) {
    CompletionStage<Outcome<Boolean>> run(TaskStep step, Origin origin) {
        return switch (step) {
            case TaskStep.Declare declare -> declare(declare, origin);
            case TaskStep.Await await ->
                orders.order(
                        EntityKey.container(await.id()),
                        new AwaitPlacement(
                                await.id(),
                                TaskTranslation.name(await.owner()),
                                image(),
                                await.owner(),
                                await.message(),
                                await.reasons()),
                        origin);
            case TaskStep.Start start ->
                world.container(start.task().id().value())
                        .map(container -> start(container, origin))
                        .orElseGet(() -> Outcome.done(Outcome.ok(false)));
            case TaskStep.ShutDown down ->
                orders.order(EntityKey.container(down.task().id()), new ShutDownTask(down.reason()), origin);
            case TaskStep.Remove remove ->
                orders.order(EntityKey.container(remove.task().id()), new RemoveContainer(true, true), origin);
            case TaskStep.Note note ->
                service == null ? nothing() : orders.order(key(service), noted(service, note), origin);
            case TaskStep.RollBack back ->
                service == null ? nothing() : orders.order(key(service), rolledBack(service, back), origin);
        };
    }

    private String image() {
        return service == null ? "" : service.spec().task().container().image();
    }

    private static CompletionStage<Outcome<Boolean>> nothing() {
        return Outcome.done(Outcome.ok(false));
    }

    private static EntityKey key(LiveService service) {
        return new EntityKey(Kind.SERVICE, service.id());
    }

    private static NoteUpdate noted(LiveService its, TaskStep.Note note) {
        return new NoteUpdate(its.version(), note.state(), note.reason());
    }

    private RollBackService rolledBack(LiveService its, TaskStep.RollBack back) {
        ServiceSpec previous = its.previous();
        List<AddressPlan> addresses = previous == null ? List.of() : ServiceAddresses.of(world, previous);
        return new RollBackService(its.version(), true, back.reason(), addresses);
    }

    private CompletionStage<Outcome<Boolean>> declare(TaskStep.Declare declare, Origin origin) {
        LiveService its = service;
        Optional<LiveNode> node = world.live(new EntityKey(Kind.NODE, declare.nodeId()), LiveNode.class);
        if (its == null || node.isEmpty()) {
            return Outcome.done(Outcome.ok(false));
        }
        NewContainer wanted =
                new TaskTranslation(its, declare.owner(), node.get(), ingress(), networkNames()).container();
        DeclarePlan plan = new DeclarePlanner(world, declare.nodeId(), orders.ids()::hex64)
                .plan(wanted, declare.id(), List.of(TaskTranslation.name(declare.owner())));
        return switch (plan) {
            case DeclarePlan.Impossible impossible ->
                reject(declare.id(), declare.owner(), declare.nodeId(), impossible.problem(), origin);
            case DeclarePlan.Ready ready ->
                new VolumeOrders(orders)
                        .createAll(ready.volumes(), origin)
                        .thenCompose(made -> made.then(_ -> orders.send(
                                EntityKey.container(declare.id()), ready.declare(), origin, LiveContainer.class)))
                        .thenCompose(declared -> declared.then(container ->
                                declare.start() ? start(container, origin) : Outcome.done(Outcome.ok(true))));
        };
    }

    private String ingress() {
        return world.networks().all().stream()
                .filter(network -> network.spec().ingress())
                .map(LiveNetwork::id)
                .findFirst()
                .orElse("");
    }

    private Map<String, String> networkNames() {
        var names = new HashMap<String, String>();
        world.networks()
                .all()
                .forEach(network -> names.put(network.id(), network.spec().name()));
        return names;
    }

    /** A start that the engine itself can't plan or claim is the task's failure, told where people look for it. */
    private CompletionStage<Outcome<Boolean>> start(LiveContainer container, Origin origin) {
        TaskOwner owner = container.owner();
        if (owner == null) {
            return Outcome.done(Outcome.ok(false));
        }
        return switch (new StartPlanner(orders.world(), orders.ids()::hex64, orders::hostHasIpv6).plan(container)) {
            case StartPlan.Impossible impossible ->
                reject(container.id(), owner, container.nodeId(), impossible.problem(), origin);
            case StartPlan.Ready ready ->
                orders.order(
                                EntityKey.container(container.id()),
                                new StartContainer(ready.endpoints(), ready.ports()),
                                origin)
                        .thenCompose(outcome -> switch (outcome) {
                            case Outcome.Ok<Boolean> ok -> Outcome.done(ok);
                            case Outcome.Refused<Boolean> refused -> refused(container, owner, refused, origin);
                        });
        };
    }

    private CompletionStage<Outcome<Boolean>> refused(
            LiveContainer container, TaskOwner owner, Outcome.Refused<Boolean> refused, Origin origin) {
        return switch (refused.problem()) {
            case Problem.NotModified _ -> Outcome.done(Outcome.ok(false));
            case Problem.Busy _ -> Outcome.done(refused);
            case Problem problem -> reject(container.id(), owner, container.nodeId(), problem, origin);
        };
    }

    private CompletionStage<Outcome<Boolean>> reject(
            ContainerId id, TaskOwner owner, String nodeId, Problem problem, Origin origin) {
        return orders.order(
                EntityKey.container(id),
                new RejectTask(id, TaskTranslation.name(owner), image(), owner, nodeId, problem.message()),
                origin);
    }
}
