package io.rutter.engine.reconcile;

import io.rutter.engine.config.Config.LiveConfig;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.entity.SwarmRefusal;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import io.rutter.engine.network.Network.LiveNetwork;
import io.rutter.engine.secret.Secret.LiveSecret;
import io.rutter.engine.service.spec.ServiceSpec;
import io.rutter.engine.service.spec.TaskContainer.FileReference;
import io.rutter.engine.service.spec.TaskTemplate;
import io.rutter.engine.service.spec.TaskTemplate.NetworkAttachment;
import io.rutter.engine.world.Found;
import io.rutter.engine.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what a specification names: networks become ids, and what is not there is refused before anything is written. */
public final class ServiceLookups {
    private ServiceLookups() {}

    /** What came of it. */
    public sealed interface Resolved {
        record Right(ServiceSpec spec) implements Resolved {}

        record Wrong(Problem problem) implements Resolved {}
    }

    public static Resolved resolve(World world, ServiceSpec spec) {
        TaskTemplate task = spec.task();
        var networks = new ArrayList<NetworkAttachment>();
        for (NetworkAttachment attached : task.networks()) {
            switch (world.networks().find(attached.target())) {
                case Found.None<LiveNetwork> none -> {
                    return new Resolved.Wrong(none.problem());
                }
                case Found.One<LiveNetwork> one -> {
                    Optional<Problem> unfit = unfit(one.thing());
                    if (unfit.isPresent()) {
                        return new Resolved.Wrong(unfit.get());
                    }
                    networks.add(new NetworkAttachment(one.thing().id(), attached.aliases(), attached.driverOpts()));
                }
            }
        }
        Optional<Problem> missing = missing(world, task);
        return missing.<Resolved>map(Resolved.Wrong::new)
                .orElseGet(() -> new Resolved.Right(withNetworks(spec, networks)));
    }

    private static Optional<Problem> unfit(LiveNetwork network) {
        if (network.spec().ingress()) {
            return Optional.of(SwarmRefusal.invalid("Service cannot be explicitly attached to the ingress network \""
                    + network.spec().name() + "\""));
        }
        boolean fits = network.spec().scope().equals("swarm") || network.predefined();
        return fits
                ? Optional.empty()
                : Optional.of(
                        new Problem.Forbidden("network \"" + network.spec().name()
                                + "\" cannot be used with services. Only networks scoped to the swarm can be used, such as"
                                + " those created with the overlay driver."));
    }

    private static Optional<Problem> missing(World world, TaskTemplate task) {
        for (FileReference secret : task.container().secrets()) {
            if (world.live(new EntityKey(Kind.SECRET, named(secret)), LiveSecret.class)
                    .isEmpty()) {
                return Optional.of(SwarmRefusal.invalid("secret not found: " + secret.name()));
            }
        }
        for (FileReference config : task.container().configs()) {
            if (world.live(new EntityKey(Kind.CONFIG, named(config)), LiveConfig.class)
                    .isEmpty()) {
                return Optional.of(SwarmRefusal.invalid("config not found: " + config.name()));
            }
        }
        return Optional.empty();
    }

    private static String named(FileReference reference) {
        return reference.id().isEmpty() ? "-" : reference.id();
    }

    private static ServiceSpec withNetworks(ServiceSpec spec, List<NetworkAttachment> networks) {
        TaskTemplate task = spec.task();
        return new ServiceSpec(
                spec.name(),
                spec.labels(),
                new TaskTemplate(
                        task.container(),
                        task.limits(),
                        task.reservations(),
                        task.restart(),
                        task.placement(),
                        task.forceUpdate(),
                        task.runtime(),
                        networks,
                        task.logDriver()),
                spec.mode(),
                spec.update(),
                spec.rollback(),
                spec.endpoint());
    }
}
