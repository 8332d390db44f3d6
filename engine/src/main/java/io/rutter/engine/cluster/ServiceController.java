package io.rutter.engine.cluster;

import io.rutter.engine.cluster.orders.Orders;
import io.rutter.engine.cluster.orders.Outcome;
import io.rutter.engine.cluster.orders.RequestIds;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.reconcile.SwarmPlanner;
import io.rutter.engine.reconcile.SwarmPlanner.SwarmStep;
import io.rutter.engine.reconcile.service.IdSource;
import io.rutter.engine.reconcile.service.Pictures;
import io.rutter.engine.reconcile.service.ServicePicture;
import io.rutter.engine.reconcile.service.ServicePlan;
import io.rutter.engine.reconcile.service.ServicePlanner;
import io.rutter.engine.reconcile.service.TaskStep;
import io.rutter.engine.service.LiveService;
import io.rutter.engine.world.World;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps services as they are wanted: told what changed, it plans anew those services that it may concern, and carries the plan out.
 * A service is not planned again while its plan is being carried out. Nothing polls: what is due later wakes it.
 */
final class ServiceController extends AbstractBehavior<ServiceController.Message> {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceController.class);
    private static final String NAME = "services";
    /** The cluster itself is planned under this name, beside the services under their ids. */
    private static final String CLUSTER = "";

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final TimerScheduler<Message> timers;
    private final Orders orders;
    private final RequestIds requests;
    private final SwarmPlanner swarmPlanner;
    private final InstantSource clock;
    private final IdSource ids;
    private final Set<String> due = new TreeSet<>();
    private final Set<String> busy = new HashSet<>();
    private final Set<String> waiting = new HashSet<>();
    private final Map<String, Long> causes = new HashMap<>();
    private boolean planning;

    /** What the controller is told. */
    sealed interface Message {
        record Changed(List<Touched> touched) implements Message {}

        record Wake(String service) implements Message {}

        record Plan() implements Message {}

        /** @param refused whether a step was, so that the next try is left a while */
        record Carried(String service, boolean refused) implements Message {}
    }

    private ServiceController(
            ActorContext<Message> context,
            TimerScheduler<Message> timers,
            Orders orders,
            RequestIds requests,
            SwarmPlanner swarmPlanner,
            InstantSource clock) {
        super(context);
        this.timers = timers;
        this.orders = orders;
        this.requests = requests;
        this.swarmPlanner = swarmPlanner;
        this.clock = clock;
        this.ids = new IdSource() {
            @Override
            public String shortId() {
                return orders.ids().base36();
            }

            @Override
            public io.rutter.engine.id.ContainerId containerId() {
                return orders.ids().container();
            }
        };
    }

    static Behavior<Message> create(
            Orders orders, RequestIds requests, SwarmPlanner swarmPlanner, InstantSource clock) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            var controller = new ServiceController(context, timers, orders, requests, swarmPlanner, clock);
            var self = context.getSelf();
            orders.keeper().watch(folded -> {
                List<Touched> touched = Touched.of(folded);
                if (!touched.isEmpty()) {
                    self.tell(new Message.Changed(touched));
                }
            });
            controller.everything();
            return controller;
        }));
    }

    @Override
    public Receive<Message> createReceive() {
        return newReceiveBuilder().onMessage(Message.class, this::take).build();
    }

    private Behavior<Message> take(Message message) {
        switch (message) {
            case Message.Changed changed -> changed.touched().forEach(this::changed);
            case Message.Wake wake -> due(wake.service());
            case Message.Plan _ -> planAll();
            case Message.Carried carried -> carried(carried);
        }
        return this;
    }

    private void everything() {
        World world = orders.world();
        due(CLUSTER);
        world.services().all().forEach(service -> due(service.id()));
        world.services().withTasks().forEach(this::due);
    }

    private void changed(Touched touched) {
        World world = orders.world();
        switch (touched.key().kind()) {
            case SERVICE -> concerns(touched.key().id(), touched);
            case CONTAINER -> {
                if (touched.service() != null) {
                    concerns(touched.service(), touched);
                    // what a task has left may be what others wait for
                    waiting.forEach(service -> concerns(service, touched));
                }
                if (world.swarm().isEmpty()) {
                    due(CLUSTER);
                }
            }
            case NODE, SWARM, NETWORK -> {
                concerns(CLUSTER, touched);
                world.services().all().forEach(service -> concerns(service.id(), touched));
            }
            case IMAGE, REFERENCE, VOLUME, SECRET, CONFIG, CHANGE, LOG -> {}
        }
    }

    private void concerns(String service, Touched because) {
        causes.merge(service, because.offset(), Math::max);
        due(service);
    }

    private void due(String service) {
        due.add(service);
        if (!planning) {
            planning = true;
            getContext().getSelf().tell(new Message.Plan());
        }
    }

    private void planAll() {
        planning = false;
        World world = orders.world();
        var pictures = new Pictures(world, clock.instant());
        for (String service : List.copyOf(due)) {
            if (!busy.contains(service)) {
                due.remove(service);
                if (service.equals(CLUSTER)) {
                    planCluster(world);
                } else {
                    planService(world, pictures, service);
                }
            }
        }
    }

    private void planCluster(World world) {
        var carried = new ArrayList<CompletableFuture<Boolean>>();
        for (SwarmStep step : swarmPlanner.plan(world)) {
            Origin origin = origin(CLUSTER, step.reason());
            carried.add(orders.order(step.key(), step.command(), origin)
                    .thenApply(outcome -> done(step.toString(), outcome))
                    .toCompletableFuture());
        }
        await(CLUSTER, carried);
    }

    private void planService(World world, Pictures pictures, String id) {
        ServicePicture picture = pictures.of(id);
        ServicePlan plan = ServicePlanner.plan(picture, ids);
        LiveService service = picture.service();
        if (service != null) {
            pictures.take(plan, service);
        }
        if (picture.tasks().stream().anyMatch(task -> !task.reasons().isEmpty())) {
            waiting.add(id);
        } else {
            waiting.remove(id);
        }
        Instant wakeAt = plan.wakeAt();
        if (wakeAt != null) {
            wake(id, Duration.between(clock.instant(), wakeAt));
        }
        if (service == null && picture.tasks().isEmpty()) {
            causes.remove(id);
            return;
        }
        var execution = new TaskExecution(orders, world, service);
        var carried = new ArrayList<CompletableFuture<Boolean>>();
        for (TaskStep step : plan.steps()) {
            carried.add(execution
                    .run(step, origin(id, step.reason()))
                    .thenApply(outcome -> done(step.text(), outcome))
                    .toCompletableFuture());
        }
        await(id, carried);
    }

    private Origin origin(String service, String reason) {
        return requests.controller(NAME, causes.getOrDefault(service, 0L)).withReason(reason);
    }

    private static boolean done(String step, Outcome<Boolean> outcome) {
        return switch (outcome) {
            case Outcome.Ok<Boolean> _ -> true;
            case Outcome.Refused<Boolean> refused -> {
                LOG.info("{}: {}", step, refused.problem().message());
                yield false;
            }
        };
    }

    private void await(String service, List<CompletableFuture<Boolean>> carried) {
        if (carried.isEmpty()) {
            return;
        }
        busy.add(service);
        CompletableFuture<Boolean> all = CompletableFuture.allOf(carried.toArray(CompletableFuture[]::new))
                .thenApply(_ -> carried.stream().allMatch(CompletableFuture::join));
        getContext().pipeToSelf(all, (well, failure) -> {
            if (failure != null) {
                LOG.warn("a step for service {} has no known outcome", service, failure);
            }
            return new Message.Carried(service, failure != null || !well);
        });
    }

    private void carried(Message.Carried carried) {
        busy.remove(carried.service());
        if (carried.refused()) {
            wake(carried.service(), RETRY_AFTER);
        } else {
            due(carried.service());
        }
    }

    private void wake(String service, Duration after) {
        Duration delay = after.isNegative() || after.isZero() ? Duration.ofMillis(1) : after;
        timers.startSingleTimer(service, new Message.Wake(service), delay);
    }
}
